import { defineConfig } from '@playwright/test';

/** The product against any cluster that runs Envoy Gateway: `KUBECONFIG=… yarn test:real`. */
export default defineConfig({
  testDir: './real',
  // One portal, one cluster: the tests take turns.
  workers: 1,
  fullyParallel: false,
  timeout: 180_000,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  outputDir: '../node_modules/.cache/e2e-real',
});
