import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

const message = (selector, text) => ({ selector, message: text });

const everywhere = [
  message('TSEnumDeclaration', 'Write a union of string literals instead of an enum: it is what JSON carries and needs no code.'),
  message('ExportDefaultDeclaration', 'Give the export its name: a default export has another name in every file that imports it.'),
];

const inTheDomain = [
  ...everywhere,
  message('ClassDeclaration:not([id.name="Refusal"], [id.name="NotCanonical"])', 'The domain has functions and types and no class but its two errors: write a function over plain data.'),
  message('ClassExpression', 'The domain has functions and types and no class but its two errors: write a function over plain data.'),
  message(':function[async=true]', 'The domain does not wait: what must be fetched comes in with the command.'),
  message('Decorator', 'The domain has no decorators: what Nest or TypeORM needs to know is said in apps or libs/infra.'),
];

const outside = (name, instead) => ({ name, message: `The domain is pure: ${instead}.` });
const impure = [
  outside('Date', 'time comes in with the command, as text'),
  ...['setTimeout', 'setInterval', 'setImmediate', 'performance'].map((name) => outside(name, 'a process with a due table waits, the domain does not')),
  outside('crypto', 'ids come in with the command'),
  outside('process', 'settings are read by the apps'),
  outside('console', 'the apps log'),
  outside('fetch', 'what must be fetched comes in with the command'),
  outside('globalThis', 'it reaches nothing global'),
];

/** Which kind of project may import which; each has one tag, because constraints of several tags are added up. */
const mayImport = (domainPackages) => [
  { sourceTag: 'type:domain', onlyDependOnLibsWithTags: ['type:domain'], allowedExternalImports: domainPackages },
  { sourceTag: 'type:infra', onlyDependOnLibsWithTags: ['type:domain', 'type:infra'] },
  { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:domain', 'type:infra'] },
  { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['type:domain', 'type:infra', 'type:app'] },
  { sourceTag: 'type:test', onlyDependOnLibsWithTags: ['type:domain', 'type:infra', 'type:app'] },
];
const boundaries = (domainPackages) => ['error', {
  allow: [],
  enforceBuildableLibDependency: false,
  allowCircularSelfDependency: false,
  depConstraints: mayImport(domainPackages),
}];

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '.data/', '.nx/', 'coverage/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strict],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': boundaries(['zod']),
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // A Nest module is a class with nothing in it but its decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      'no-restricted-imports': ['error', { paths: [{ name: '@nestjs/common', importNames: ['forwardRef'], message: 'forwardRef hides a cycle: move what both need into a third place.' }] }],
      'no-restricted-syntax': ['error', ...everywhere],
      'max-lines': ['error', { max: 300 }],
    },
  },
  {
    files: ['libs/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': ['error', ...impure],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'The domain is pure: what is random comes in with the command.' }],
      'no-restricted-syntax': ['error', ...inTheDomain],
    },
  },
  {
    files: ['**/*.spec.ts'],
    rules: {
      '@nx/enforce-module-boundaries': boundaries(['zod', 'fast-check']),
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines': 'off',
    },
  },
);
