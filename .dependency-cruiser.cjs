/** A slice is libs/domain/src/<context>/<aggregate>/; these folders beside the contexts are none. */
const common = '(?:kernel|views|journals|processes)/';
const slice = `^libs/domain/src/(?!${common})([^/]+)/([^/]+)/`;
const insideOfASlice = `^libs/domain/src/(?!${common})[^/]+/[^/]+/(?!index\\.ts$)`;
const spec = '\\.spec\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'domain-imports-nothing',
      comment: 'The domain imports nothing but itself and zod: let what you need from outside come in with the command, or move this to libs/infra.',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: spec },
      to: { pathNot: ['^libs/domain/', '(^|/)node_modules/zod/'] },
    },
    {
      name: 'domain-specs-import-little',
      comment: 'A spec of the domain needs the domain, fast-check, files to read and digests at most: what needs more is an integration test and lies in libs/infra or test.',
      severity: 'error',
      from: { path: `^libs/domain/.*${spec}` },
      to: { pathNot: ['^libs/domain/', '(^|/)node_modules/(zod|fast-check)/', '^(node:)?(fs|path|crypto)$'] },
    },
    {
      name: 'libs-stand-below-apps',
      comment: 'A library knows nothing of the apps, tools and tests that stand on it: move what both need down into the library.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|tools|test)/' },
    },
    {
      name: 'apps-stand-apart',
      comment: 'The api and the worker are processes of their own and share only libraries: move what both need into libs/infra or libs/domain.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^(apps|tools|test)/', pathNot: '^apps/$1/' },
    },
    {
      name: 'slice-door',
      comment: 'A slice is entered by its index.ts only: import from there, and if it does not offer what you need, ask whether it should.',
      severity: 'error',
      from: { pathNot: [slice, spec] },
      to: { path: insideOfASlice },
    },
    {
      name: 'slice-door-between-slices',
      comment: 'One slice enters another by its index.ts only: import from there, and if it does not offer what you need, ask whether it should.',
      severity: 'error',
      from: { path: slice, pathNot: spec },
      to: { path: insideOfASlice, pathNot: '^libs/domain/src/$1/$2/' },
    },
    {
      name: 'slice-door-for-specs',
      comment: 'A spec may borrow the samples of another slice, and for the rest it enters by index.ts like everybody else.',
      severity: 'error',
      from: { path: spec, pathNot: slice },
      to: { path: insideOfASlice, pathNot: '\\.samples\\.ts$' },
    },
    {
      name: 'no-cycles',
      comment: 'These files import each other in a circle: move what both need into a third one.',
      severity: 'error',
      from: {},
      // A circle that is closed by a type alone is gone after compilation.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-broken-imports',
      comment: 'This import leads nowhere: correct its path, or add the package to package.json.',
      severity: 'error',
      // The packages of the benchmarks are theirs alone and not there in a normal install; their own compiler finds what leads nowhere.
      from: { pathNot: '^test/bench/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.data)/' },
    // Imports of types bind as well, and they are gone after compilation.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      // As in tsconfig.base.json: inside the repository a package is its source.
      conditionNames: ['@entente/source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
