import tseslint from 'typescript-eslint';

const noProcessEnv = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'The environment is read in src/platform/config.ts only.',
};
const noClock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The machine is asked for the time in src/platform/clock.ts only.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The machine is asked for the time in src/platform/clock.ts only.',
  },
];
const house = [
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
  { selector: "CallExpression[callee.name='forwardRef']", message: 'Modules import lower floors only.' },
  { selector: "Property[key.name='synchronize'][value.value=true]", message: 'Migrations only.' },
  {
    selector:
      "CallExpression[callee.property.name='query'] > TemplateLiteral.arguments[expressions.length>0]",
    message: 'Values travel as parameters: use the sql tag.',
  },
  { selector: 'TSEnumDeclaration', message: 'String unions from a const list.' },
];

export default tseslint.config(
  { ignores: ['dist/', 'var/', 'node_modules/', 'coverage/', '.dependency-cruiser.cjs'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-syntax': ['error', ...house, noProcessEnv, ...noClock],
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      'max-params': 'off',
      '@typescript-eslint/max-params': ['error', { max: 4 }],
      // NB: ESLint counts every `??` and default value as a branch; the pages of forms are made of them.
      complexity: ['error', 18],
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/parameter-properties': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_+$', argsIgnorePattern: '^_+$', ignoreRestSiblings: true },
      ],
      // PostgreSQL hands counts and bigints over as text, whatever the row type says.
      '@typescript-eslint/no-unnecessary-type-conversion': 'off',
      // Forms and entities are classes for their decorators; plain values of their shape are what we hand around.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
    },
  },
  {
    // Constructors of the wiring take what they need injected; Nest hands it over by position.
    files: ['src/**/*.{service,controller,jobs}.ts', 'src/platform/**/*.ts', 'src/app/**/*.ts'],
    rules: { '@typescript-eslint/max-params': ['error', { max: 6 }] },
  },
  {
    files: ['src/platform/config.ts', 'test/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...house, ...noClock] },
  },
  {
    files: ['src/platform/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', ...house, noProcessEnv] },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...house],
      'max-lines': ['error', { max: 500 }],
      // Answers of the application are read as what the next line expects of them.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
    },
  },
  {
    // Schema statements are texts of our own, and test databases have made-up names: there is nothing to bind.
    files: ['migrations/**/*.ts', 'test/support/database.ts', 'test/architecture/migrations.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...house.filter(({ selector }) => !selector.includes('TemplateLiteral')),
      ],
    },
  },
  {
    files: ['**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
  },
);
