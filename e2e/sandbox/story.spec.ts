import { Page } from '@playwright/test';
import {
  accessibilityViolations,
  expect,
  picture,
  signInAs,
  test,
} from './portal';

const TAB = 'section[aria-label="Envoy"]';

/** What stands under a heading of an opened rule. */
const held = (page: Page, heading: string) =>
  page
    .getByRole('region', { name: 'Rules' })
    .locator('dl > div', { has: page.locator('dt', { hasText: heading }) });

/** The first row of the rules that POST /payments matches. */
const payRule = (page: Page) =>
  page
    .getByRole('region', { name: 'Rules' })
    .getByRole('row', { name: /POST/ })
    .first();

test('an owner finds the API and sees whether it lives, who may call it and how its traffic does', async ({
  page,
}) => {
  await signInAs(page, /Payments developer/);
  await page.getByRole('link', { name: 'APIs' }).first().click();
  await page.getByRole('menuitem', { name: /^All/ }).click();
  await expect(
    page.locator('a[href="/catalog/default/api/orders.orders"]'),
  ).toBeVisible();
  await picture(page, 'catalog');

  await page
    .locator('a[href="/catalog/default/api/payments.payments"]')
    .click();
  await page.getByRole('link', { name: 'Envoy', exact: true }).click();

  // The sentence first, with what is wrong and what to do.
  await expect(
    page.getByRole('status').filter({ hasText: /Live/ }),
  ).toBeVisible();
  await expect(page.getByText(/payments-v2/).first()).toBeVisible();

  // Where it is exposed, by links that can be followed.
  await expect(
    page.getByRole('link', { name: /api\.example\.com\/payments/ }).first(),
  ).toHaveAttribute('href', 'https://api.example.com/payments');

  // A rule is a row: match, protection, limit and traffic.
  const pay = payRule(page);
  await expect(pay).toContainText('JWT');
  await expect(pay).toContainText(/\/min/);
  await expect(pay).toContainText(/\d\/s/);
  await expect(page.getByText(/Generated traffic/).first()).toBeVisible();

  // It moves: the count of requests grows by itself.
  const requests = page.getByRole('group', { name: /^Requests$/ });
  const before = await requests.innerText();
  await expect
    .poll(() => requests.innerText(), { timeout: 45_000 })
    .not.toBe(before);

  await page.getByRole('status').first().scrollIntoViewIfNeeded();
  await picture(page, 'envoy-tab', 1500);

  // Detail opens in place and says where a value comes from.
  await pay.getByRole('button').first().click();
  const limit = held(page, 'Rate limit');
  await expect(limit).toContainText(
    /600 requests per minute.*from BackendTrafficPolicy payments\/pay/,
  );
  await limit.getByRole('button', { name: /1 set aside/ }).click();
  await expect(limit).toContainText(
    /Set aside6,000 requests per minute.*platform\/public/,
  );
  await picture(page, 'envoy-rule', 1200);
  await pay.getByRole('button').first().click();

  // What nothing asks for is said, not left out.
  await page
    .getByRole('region', { name: 'Rules' })
    .getByRole('row', { name: /\/health/ })
    .first()
    .getByRole('button')
    .first()
    .click();
  await expect(held(page, 'Authentication')).toContainText(
    'No authentication: anyone who can reach the Gateway may call this.',
  );
});

for (const theme of ['light', 'dark'] as const) {
  for (const width of [1440, 800]) {
    test(`the tab reads well in ${theme} at ${width} px`, async ({ page }) => {
      await page.addInitScript(id => localStorage.setItem('theme', id), theme);
      await page.setViewportSize({ width, height: 900 });
      await signInAs(page, /platform engineer/);
      await page.goto('/catalog/default/api/payments.payments/envoy');
      await expect(
        page.getByRole('status').filter({ hasText: /Live/ }),
      ).toBeVisible();
      await expect(page.getByText(/Generated traffic/).first()).toBeVisible();
      await payRule(page).getByRole('button').first().click();
      for (const name of [/1 set aside/, /^Policies that reach/]) {
        await page
          .getByRole('button', { name, expanded: false })
          .first()
          .click();
      }
      expect(await accessibilityViolations(page, TAB)).toEqual([]);
      const overflow = await page
        .locator(TAB)
        .evaluate(tab => tab.scrollWidth - tab.clientWidth);
      expect(
        overflow,
        'pixels the tab is wider than its place',
      ).toBeLessThanOrEqual(0);
      if (width === 1440 && theme === 'dark')
        await picture(page, 'envoy-tab-dark', 1200);
    });
  }
}

test('another team finds the API, and its traffic is not for them', async ({
  page,
}) => {
  await signInAs(page, /Orders developer/);
  await page.goto('/catalog/default/api/payments.payments/envoy');
  await expect(
    page.getByRole('status').filter({ hasText: /Live/ }),
  ).toBeVisible();
  await expect(
    page.getByText(/envoyGateway\.traffic\.read/).first(),
  ).toBeVisible();
  const pay = payRule(page);
  await expect(pay).toContainText('JWT');
  await expect(pay).not.toContainText(/\d\/s/);
});

test('a Gateway shows its listeners and who is attached to them', async ({
  page,
}) => {
  await signInAs(page, /platform engineer/);
  await page.goto('/catalog/default/api/platform.public_gateway/envoy');
  await expect(page.getByText('*.example.com').first()).toBeVisible();
  await expect(page.getByText(/payments\/payments/).first()).toBeVisible();
});

test('a Component shows the routes to its Services', async ({ page }) => {
  await signInAs(page, /Payments developer/);
  await page.goto('/catalog/default/component/payments-service/envoy');
  await expect(
    page.getByRole('status').filter({ hasText: /Live/ }),
  ).toBeVisible();
  await expect(payRule(page)).toContainText('JWT');
});
