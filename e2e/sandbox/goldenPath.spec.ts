import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, picture, signInAs, test } from './portal';

const run = promisify(execFile);
const REPOSITORY = 'http://portal:sandbox@127.0.0.1:7453/platform/gitops.git';

test('a form ends with a commit in Git and, within seconds, with the API live in the catalog', async ({
  page,
}) => {
  await signInAs(page, /Payments developer/);
  await page.goto('/create');
  await page
    .getByRole('article')
    .or(page.locator('[class*=Card]'))
    .filter({ hasText: 'Expose an HTTP API' })
    .getByRole('button', { name: 'Choose' })
    .first()
    .click();

  await page.getByRole('textbox', { name: /^Name/ }).fill('refunds');
  await page.getByRole('textbox', { name: /^Title/ }).fill('Refunds');
  await page
    .getByRole('textbox', { name: /^Description/ })
    .fill('Pays customers back.');
  await page.getByRole('textbox', { name: /^Owner/ }).click();
  await page.getByRole('option', { name: 'Payments' }).click();
  await page.getByRole('button', { name: 'Next' }).click();

  const gateway = page.getByRole('combobox', { name: /Gateway/ });
  await gateway.click();
  await page
    .getByRole('option', { name: /platform\/public.*production/i })
    .first()
    .click();
  await page
    .getByRole('textbox', { name: /Hostname/ })
    .fill('refunds.example.com');
  await page.getByRole('textbox', { name: /^Path/ }).first().fill('/refunds');
  await picture(page, 'form');
  await page.getByRole('button', { name: 'Next' }).click();

  await page.getByRole('textbox', { name: /Namespace/ }).fill('payments');
  await page.getByRole('textbox', { name: /Service/ }).fill('payments');
  await page.getByRole('button', { name: 'Next' }).click();

  await page.getByRole('radio', { name: /API key/ }).check();
  await page.getByRole('textbox', { name: /Secret/ }).fill('refunds-api-keys');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Expose it' }).click();

  await expect(
    page.getByRole('link', { name: 'Open the API in the catalog' }),
  ).toBeVisible({ timeout: 60_000 });
  const begun = Date.now();

  // The commit is in Git, in the user's name.
  const folder = test.info().outputPath('gitops');
  await run('git', ['clone', '-q', REPOSITORY, folder]);
  const { stdout } = await run('git', [
    '-C',
    folder,
    'log',
    '-1',
    '--format=%an%n%s',
    '--name-only',
  ]);
  expect(stdout).toContain('Priya');
  expect(stdout).toContain(
    'clusters/production/payments/refunds/httproute.yaml',
  );

  // The API is in the catalog, accepted, and its tab is live.
  await expect(async () => {
    await page.goto('/catalog/default/api/payments.refunds/envoy');
    await expect(
      page.getByRole('status').filter({ hasText: /Live/ }),
    ).toBeVisible({
      timeout: 3_000,
    });
  }).toPass({ timeout: 30_000 });
  test.info().annotations.push({
    type: 'from commit to live tab',
    description: `${((Date.now() - begun) / 1000).toFixed(1)} s`,
  });
  await expect(
    page.getByRole('link', { name: /refunds\.example\.com\/refunds/ }).first(),
  ).toBeVisible();
  await expect(page.getByRole('region', { name: 'Rules' })).toContainText(
    /API key/,
  );
});

test('a hostname the Gateway does not serve is refused, in words that help', async ({
  page,
}) => {
  await signInAs(page, /Payments developer/);
  const session = await (
    await fetch('http://localhost:7007/api/auth/example-people/refresh', {
      headers: { 'x-example-person': 'priya' },
    })
  ).json();
  const headers = {
    authorization: `Bearer ${session.backstageIdentity.token}`,
    'content-type': 'application/json',
  };
  const created = await fetch('http://localhost:7007/api/scaffolder/v2/tasks', {
    method: 'POST',
    headers,
    body: JSON.stringify({
      templateRef: 'template:default/expose-http-api',
      values: {
        name: 'outside',
        title: 'Outside',
        owner: 'group:default/payments',
        lifecycle: 'experimental',
        gateway: {
          cluster: 'production',
          namespace: 'platform',
          name: 'public',
        },
        hostname: 'outside.example.org',
        paths: [{ value: '/', type: 'PathPrefix' }],
        namespace: 'payments',
        service: 'payments',
        port: 8080,
        authentication: 'none',
        limited: false,
      },
    }),
  });
  const { id } = (await created.json()) as { id: string };
  await page.goto(`/create/tasks/${id}`);
  await expect(page.getByText(/outside\.example\.org/).first()).toBeVisible();
  await expect(page.getByText(/\*\.example\.com/).first()).toBeVisible();
});
