import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  ClusterView,
  RuleView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import * as fixtures from '../../fixtures';
import { Protection } from './Protection';

const { cluster, effectivePolicy, effectiveValue, httpsListener, route } =
  fixtures;

const [pay, list, health] = route().rules;

const LIMITS = {
  kind: 'BackendTrafficPolicy',
  namespace: 'payments',
  name: 'limits',
};

function show(rule: RuleView, inCluster: ClusterView = cluster('production')) {
  renderInTestApp(
    <Protection route={route()} rule={rule} cluster={inCluster} />,
  );
}

/** What stands under a heading. */
async function under(heading: string) {
  const term = await screen.findByText(heading, { selector: 'dt *' });
  return within(term.closest('dt')!.nextElementSibling as HTMLElement);
}

describe('Protection', () => {
  it('says in words what holds and who set it', async () => {
    show(pay);
    const text = (await screen.findByText('Authentication')).closest('dl')!;
    expect(text).toHaveTextContent(
      'Rate limit20 requests per minute for each value of header x-user, counted over all proxiesfrom BackendTrafficPolicy payments/limits (for this rule)',
    );
    expect(text).toHaveTextContent(
      'Timeout15 s for a whole requestfrom BackendTrafficPolicy platform/defaults (for the whole Gateway)',
    );
    expect(text).toHaveTextContent('RetriesUp to 3 times');
    expect(text).not.toHaveTextContent(
      /No (authentication|rate limit|timeout)/,
    );
  });

  it('keeps the fields and what was set aside behind a button that says how many there are', async () => {
    show(pay);
    const retries = await under('Retries');
    const button = retries.getByRole('button', {
      name: 'Retries: 2 fields, 1 set aside',
    });
    expect(button).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByText(/is merged over it/)).not.toBeInTheDocument();

    act(() => button.focus());
    await userEvent.keyboard('{Enter}');
    expect(button).toHaveAttribute('aria-expanded', 'true');
    const fields = document.getElementById(
      button.getAttribute('aria-controls')!,
    );
    expect(fields).toHaveTextContent(
      'retry.numRetries: 3 from BackendTrafficPolicy payments/limits',
    );
    expect(fields).toHaveTextContent(
      'retry.retryOn.triggers: reset, 5xx from BackendTrafficPolicy platform/defaults',
    );
    expect(fields).toHaveTextContent(
      'Set asideUp to 1 time from BackendTrafficPolicy platform/defaults (for the whole Gateway): BackendTrafficPolicy payments/limits is merged over it',
    );
  });

  it('names the rule itself where the route has said it', async () => {
    show(list);
    const timeout = await under('Timeout');
    expect(timeout.getByText('from the rule itself')).toBeInTheDocument();
    await userEvent.click(timeout.getByRole('button'));
    expect(
      timeout.getByText('spec.rules[1].timeouts.request'),
    ).toBeInTheDocument();
    expect(timeout.getByText(/15 s for a whole request/)).toBeInTheDocument();
  });

  it('says plainly what is missing', async () => {
    show(health);
    expect(
      await screen.findByText(
        'No authentication: anyone who can reach the Gateway may call this.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(/^No rate limit: one caller/)).toBeInTheDocument();
    expect(screen.getByText(/^No timeout of its own/)).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('does not call missing what it cannot read', async () => {
    const [securityPolicies] = cluster('production').kinds;
    show(
      health,
      cluster('production', {
        kinds: [
          { ...securityPolicies, kind: 'SecurityPolicy', phase: 'forbidden' },
        ],
      }),
    );
    expect(
      await screen.findByText(
        /^Not known: SecurityPolicy objects of cluster production cannot be read/,
      ),
    ).toBeInTheDocument();
    expect(screen.queryByText(/^No authentication/)).not.toBeInTheDocument();
  });

  it('says where something holds when it does not hold everywhere', async () => {
    const onHttp = { ...httpsListener, name: 'http' };
    const timeout = (request: string, listener: typeof httpsListener) =>
      effectivePolicy(
        LIMITS,
        { 'timeout.http.requestTimeout': request },
        { listeners: [listener] },
      );
    show({
      ...health,
      effective: [timeout('0s', httpsListener), timeout('2s', onHttp)],
      without: ['authentication', 'rateLimit'],
    });
    const text = (await screen.findByText('Timeout')).closest('dl')!;
    expect(text).toHaveTextContent(
      'TimeoutNone: a request may take as long as it likesfrom BackendTrafficPolicy payments/limits (for this route), on https only',
    );
    expect(text).toHaveTextContent(/2 s for a whole request.*on http only/);
  });

  it('shows fields it has no words for as they are', async () => {
    show({
      ...health,
      effective: [
        effectivePolicy(LIMITS, {
          'circuitBreaker.maxConnections': 1024,
          'circuitBreaker.perEndpoint.maxConnections': 8,
          'warpDrive.factor': 'nine',
          'warpDrive.crew': ['a', 'b'],
          'warpDrive.coils[0].charged': true,
          'warpDrive.coils[1].charged': false,
        }),
      ],
    });
    const text = (await screen.findByText('Circuit breaker')).closest('dl')!;
    expect(text).toHaveTextContent(
      'Circuit breakermaxConnections 1024, perEndpoint.maxConnections 8',
    );
    expect(text).toHaveTextContent(
      'Warp drivefactor nine, crew a, b, coils[0].charged true + 1 more',
    );
  });

  it('stays readable with hundreds of limits', async () => {
    const fields = Array.from({ length: 200 }, (_, index) => [
      [`rateLimit.global.rules[${index}].limit.requests`, index + 1],
      [`rateLimit.global.rules[${index}].limit.unit`, 'Hour'],
    ]).flat();
    show({
      ...health,
      effective: [effectivePolicy(LIMITS, Object.fromEntries(fields))],
    });
    const limits = await under('Rate limit');
    expect(limits.getAllByText(/requests? per hour/)).toHaveLength(4);
    expect(limits.getByText(/^1 request per hour/)).toBeInTheDocument();
    await userEvent.click(
      limits.getByRole('button', { name: 'Show all, 196 more' }),
    );
    expect(limits.getAllByText(/requests? per hour/)).toHaveLength(200);
  });

  it('says so when a policy cannot be applied, is in doubt or is not fully known', async () => {
    show({
      ...pay,
      policies: [{ ...fixtures.limitOfRule, verdict: fixtures.rejected }],
      effective: [
        effectivePolicy(
          LIMITS,
          { 'retry.numRetries': 0 },
          {
            failure: { path: 'rateLimit', message: 'It has no rules.' },
            unknown: 'whether the Secret holds a key',
            valuesOmitted: 2,
          },
        ),
      ],
    });
    expect(
      await screen.findByText(/cannot be applied, so requests get an error/),
    ).toHaveTextContent(
      'BackendTrafficPolicy payments/limits cannot be applied, so requests get an error. It has no rules. at rateLimit',
    );
    const retries = await under('Retries');
    expect(retries.getByText('Switched off')).toBeInTheDocument();
    expect(retries.getByText('policy rejected')).toBeInTheDocument();
    expect(
      screen.getByText(/whether the Secret holds a key/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/^2 more values hold and are not shown/),
    ).toBeInTheDocument();
  });

  it('says why nothing holds on a rule that is on no listener', async () => {
    show({ ...health, without: [] });
    expect(
      await screen.findByText(/this rule answers on no listener/),
    ).toBeInTheDocument();
  });

  it('shows what a hostile policy holds as the text it is', async () => {
    const [{ rules }] = fixtures.hostileOverview.routes;
    const value = effectiveValue(LIMITS, 'wormhole.cut', '', {
      value: `"${fixtures.MARKUP}…`,
    });
    show({
      ...rules[0],
      effective: [
        ...rules[0].effective,
        effectivePolicy(LIMITS, {}, { values: [value] }),
      ],
    });
    expect(await screen.findByText('Wormhole')).toBeInTheDocument();
    for (const button of screen.getAllByRole('button')) {
      await userEvent.click(button);
    }
    expect(document.querySelector('img[src="x"]')).toBeNull();
    expect(screen.getAllByText(fixtures.MARKUP)).not.toHaveLength(0);
    expect(screen.getByText(/\$t\(summary\.live\)$/)).toBeInTheDocument();
    expect(document.body.textContent!.length).toBeLessThan(10_000);
  });
});
