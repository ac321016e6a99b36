import { AxeBuilder } from '@axe-core/playwright';
import { expect, Page, test as base } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../support/until';

const images = join(__dirname, '../../docs/images');

/** Keeps a picture for the README, when UPDATE_SCREENSHOTS asks for new ones. */
export async function picture(page: Page, name: string, height = 900) {
  if (!process.env.UPDATE_SCREENSHOTS) return;
  const size = page.viewportSize() ?? { width: 1440, height: 900 };
  mkdirSync(images, { recursive: true });
  await page.setViewportSize({ ...size, height });
  await page.screenshot({
    path: join(images, `${name}.png`),
    animations: 'disabled',
  });
  await page.setViewportSize(size);
}

/** Signs in on the sign-in page as one of the example people. */
export async function signInAs(page: Page, person: RegExp | 'Guest') {
  await page.goto('/');
  await page
    .getByRole('button', {
      name: person === 'Guest' ? 'Enter as Guest' : person,
    })
    .click();
  await expect(
    page.getByRole('link', { name: 'Catalog' }).first(),
  ).toBeVisible();
}

/** What a machine finds wrong for people with impairments, in the part of the page that is ours. */
export async function accessibilityViolations(page: Page, part: string) {
  const { violations } = await new AxeBuilder({ page })
    .include(part)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  return violations.map(
    v => `${v.id}: ${v.help} (${v.nodes.map(n => n.target).join('; ')})`,
  );
}

export const test = base.extend<object, { catalogIsFilled: void }>({
  // The page is there before the catalog is filled; the first test would race it.
  catalogIsFilled: [
    // Playwright's fixtures take their dependencies as a pattern, even when there are none.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const backend = 'http://localhost:7007';
      await until(
        'filled',
        async () => {
          const session = await (
            await fetch(`${backend}/api/auth/guest/refresh`)
          ).json();
          const authorization = `Bearer ${session.backstageIdentity.token}`;
          const names = [
            'api/default/payments.payments',
            'api/default/platform.public_gateway',
            'template/default/expose-http-api',
            'user/default/priya',
          ];
          return await Promise.all(
            names.map(
              async name =>
                (
                  await fetch(
                    `${backend}/api/catalog/entities/by-name/${name}`,
                    { headers: { authorization } },
                  )
                ).status,
            ),
          );
        },
        statuses => statuses.every(status => status === 200),
        { timeoutMs: 120_000, everyMs: 1_000 },
      );
      await use();
    },
    { scope: 'worker', auto: true, timeout: 150_000 },
  ],
});

export { expect } from '@playwright/test';
