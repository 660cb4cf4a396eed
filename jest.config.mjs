const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
      },
    ],
  },
};
const tier = (displayName, globs, more = {}) => ({
  ...shared,
  displayName,
  testMatch: globs.map((glob) => `<rootDir>/test/${glob}`),
  ...more,
});
const nest = { setupFiles: ['<rootDir>/test/support/setup.ts'] };

export default {
  maxWorkers: 2,
  coverageProvider: 'v8',
  testTimeout: 60_000,
  projects: [
    tier('rules', ['kernel/**/*.test.ts', '**/*.{rules,analysis}.test.ts']),
    tier('database', ['platform/**/*.test.ts', '**/*.{queries,service}.test.ts'], nest),
    tier('web', ['**/*.controller.test.ts', 'journeys/**/*.test.ts'], nest),
    tier('architecture', ['architecture/**/*.test.ts'], nest),
    tier('browser', ['browser/**/*.test.ts'], nest),
  ],
};
