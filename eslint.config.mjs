import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import typescript from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['.build/', 'build/', 'build-*/', 'dist/', 'prebuilds/', 'lib/generated/', 'bench/results/']),
  js.configs.recommended,
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: { globals: { console: false, process: false, URL: false } },
  },
  {
    files: ['**/*.{ts,mts}'],
    extends: [typescript.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'tsconfig.dev.json', 'tsconfig.browser.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // It misjudges assertions on results of overloads (`kernel(op, options) as Kernel`): its fix does not compile.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      // Decimals say their value in messages.
      '@typescript-eslint/restrict-template-expressions': 'off',
      // Objects here are records of closures: nothing to bind.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  // An addon is loaded by require alone, csv-parse by who has a file; error messages print whatever they are given.
  { files: ['lib/backend/load.ts', 'lib/weather/data.ts'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  { files: ['lib/errors.ts'], rules: { '@typescript-eslint/no-base-to-string': 'off' } },
  // It evaluates the formulas that leeway documents.
  { files: ['test/table/oracle.test.ts'], rules: { '@typescript-eslint/no-implied-eval': 'off' } },
  // `expect(x).to.be.true`
  { files: ['test/**'], rules: { '@typescript-eslint/no-unused-expressions': 'off' } },
);
