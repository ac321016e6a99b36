import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { ENVOY_GATEWAY_SIGNAL_CHANNEL } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { envoyGatewayApiRef } from '../../api';
import * as fixtures from '../../fixtures';
import { renderTab, section } from './__testUtils__/renderTab';
import { EnvoyTab } from './EnvoyTab';

const { fixtureApi, paymentsApi } = fixtures;

describe('EnvoyTab', () => {
  it('says first how things stand, then what is worst and what to do', async () => {
    renderTab(fixtureApi({ overview: fixtures.partlyLiveOverview }));
    expect(
      await screen.findByRole('heading', { name: 'Live in 2 of 3 places' }),
    ).toBeInTheDocument();
    expect(screen.getByText(/rule "pay" answers 500/)).toBeInTheDocument();
    expect(screen.getByText(/Create the Service/)).toBeInTheDocument();
    expect(screen.queryByText(/remove the parentRef/)).not.toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', { name: 'Show 1 more problem' }),
    );
    expect(screen.getByText(/remove the parentRef/)).toBeInTheDocument();
  });

  it('links and copies addresses, and gives each its verdict', async () => {
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    renderTab(fixtureApi({ overview: fixtures.partlyLiveOverview }));
    const exposed = await section('Exposed at');
    const link = exposed.getByRole('link', {
      name: 'https://api.example.com/payments',
    });
    expect(link).toHaveAttribute('href', 'https://api.example.com/payments');
    expect(link).toHaveAttribute('rel', 'noopener noreferrer');
    const row = within(link.closest('tr')!);
    expect(row.getByText('GET')).toBeInTheDocument();
    expect(row.getByText('POST')).toBeInTheDocument();
    expect(row.getByText('Live')).toBeInTheDocument();
    await user.click(
      row.getByRole('button', {
        name: 'Copy https://api.example.com/payments',
      }),
    );
    expect(writeText).toHaveBeenCalledWith('https://api.example.com/payments');
    expect(await row.findByText('Copied')).toBeInTheDocument();

    const anyHost = within(exposed.getByText('http://*/health').closest('tr')!);
    expect(anyHost.queryByRole('link')).not.toBeInTheDocument();
    expect(anyHost.getByText('Partly valid')).toBeInTheDocument();
    expect(anyHost.getByText(/203\.0\.113\.10/)).toBeInTheDocument();
  });

  it('does not call an address live that no proxy serves', async () => {
    renderTab(
      fixtureApi({
        overview: fixtures.overview({
          summary: { state: 'down', places: 1, livePlaces: 0, problems: [] },
          gateways: [
            { ...fixtures.publicGateway, programmed: fixtures.rejected },
          ],
        }),
      }),
    );
    const exposed = await section('Exposed at');
    expect(exposed.getAllByText('Not served')).toHaveLength(3);
    expect(exposed.queryByText('Live')).not.toBeInTheDocument();
  });

  it('shows every address on demand when there are many', async () => {
    const exposures = Array.from({ length: 40 }, (_, index) =>
      fixtures.exposure({ path: `/p${index}` }),
    );
    renderTab(
      fixtureApi({
        overview: fixtures.overview({
          routes: [fixtures.route({ exposures })],
        }),
      }),
    );
    const exposed = await section('Exposed at');
    expect(exposed.getAllByRole('link')).toHaveLength(6);
    await userEvent.click(exposed.getByRole('button', { name: 'Show all 40' }));
    expect(exposed.getAllByRole('link')).toHaveLength(40);
  });

  it('puts exposure, protection and traffic of a rule on one row, which opens in place', async () => {
    renderTab(fixtureApi({ overview: fixtures.partlyLiveOverview }));
    const table = within(
      await screen.findByRole('table', {
        name: 'HTTPRoute payments/payments, production',
      }),
    );
    const pay = table.getByRole('row', { name: /POST\s*\/payments\s*prefix/ });
    await waitFor(() => expect(pay).toHaveTextContent('22/s'));
    expect(pay).toHaveTextContent(
      /JWT auth0.*20\/min per value of x-user.*15 s.*3.*1\.9%.*140 ms/,
    );
    const health = table.getByRole('row', { name: /\/health/ });
    expect(health).toHaveTextContent('Anyone');
    expect(health).toHaveTextContent('0/s');
    expect(health).toHaveTextContent(
      'no figure: no request was counted in this window',
    );

    const open = within(pay).getByRole('button', { expanded: false });
    await userEvent.click(open);
    expect(open).toHaveAttribute('aria-expanded', 'true');
    const detail = document.getElementById(
      open.getAttribute('aria-controls')!,
    )!;
    expect(detail).toHaveTextContent(
      'AuthenticationJWT required from auth0 (https://example.eu.auth0.com/) for paymentsfrom SecurityPolicy payments/jwt (for this route)',
    );
    expect(detail).toHaveTextContent('90% of requests');
    expect(
      within(detail).getByRole('img', { name: /^Latency p95 from/ }),
    ).toBeInTheDocument();

    const policies = within(detail).getByRole('button', {
      name: 'Policies that reach this rule: 3 in force and 1 set aside',
    });
    expect(policies).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(policies);
    expect(detail).toHaveTextContent(
      'In forceSecurityPolicy payments/jwton this routeAccepted',
    );
    expect(detail).toHaveTextContent(
      'replaced by SecurityPolicy payments/jwt · on https. A SecurityPolicy of the route takes the place of one of the gateway, whole',
    );
    expect(detail).toHaveTextContent(
      'merged with BackendTrafficPolicy platform/defaults',
    );

    const staging = within(
      screen.getByRole('table', {
        name: 'HTTPRoute payments/payments, staging',
      }),
    );
    await userEvent.click(staging.getAllByRole('button')[0]);
    expect(staging.getByText(/does not exist/)).toBeInTheDocument();
    expect(staging.getAllByText('No traffic source')).toHaveLength(2);
    expect(
      screen.getAllByText(/Set envoyGateway\.clusters\[\]\.traffic\.type/),
    ).not.toHaveLength(0);
  });

  it('sums the traffic up in figures, with the words that belong to them', async () => {
    renderTab(fixtureApi());
    const tile = async (name: string) =>
      (await screen.findByRole('group', { name })).textContent;
    await screen.findByText('412/s');
    expect(await tile('Requests per second')).toMatch(/412\/s/);
    expect(await tile('Errors (5xx)')).toMatch(/0\.3%/);
    expect(await tile('Latency p95')).toMatch(/84 ms.*p50 41 ms · p99 212 ms/);
    expect(await tile('Requests')).toMatch(
      /371K.*in the last 15 minutes, without staging/,
    );
  });

  it('shows the course of the traffic, also as a table', async () => {
    renderTab(fixtureApi());
    const charts = await section('Traffic in the last 15 minutes');
    expect(
      charts.getByRole('img', { name: /^Requests per second from .* latest/ }),
    ).toBeInTheDocument();
    await userEvent.click(
      charts.getByRole('button', { name: 'Show as table' }),
    );
    expect(charts.getAllByRole('row')).toHaveLength(61);
  });

  it('asks for another window without forgetting the figures it has', async () => {
    const getTraffic = jest
      .fn()
      .mockResolvedValueOnce(fixtures.traffic())
      .mockReturnValue(new Promise(() => {}));
    renderTab({ ...fixtureApi(), getTraffic });
    expect(await screen.findByText('412/s')).toBeInTheDocument();
    expect(getTraffic).toHaveBeenLastCalledWith(
      'api:default/payments.payments',
      expect.objectContaining({ windowSeconds: 900 }),
    );
    await userEvent.click(screen.getByRole('button', { name: '1 h' }));
    expect(getTraffic).toHaveBeenLastCalledWith(
      'api:default/payments.payments',
      expect.objectContaining({ windowSeconds: 3600 }),
    );
    expect(screen.getByText('412/s')).toBeInTheDocument();
    expect(
      screen.getAllByText(/in the last 15 minutes/).length,
    ).toBeGreaterThan(0);
  });

  it('reads the overview anew when the backend signals a change', async () => {
    let announce: (message: {
      cluster: string;
      kinds: string[];
    }) => void = () => {};
    const getOverview = jest
      .fn()
      .mockResolvedValueOnce(fixtures.noVerdictOverview)
      .mockResolvedValue(fixtures.overview());
    renderInTestApp(
      <EntityProvider entity={paymentsApi}>
        <EnvoyTab />
      </EntityProvider>,
      {
        apis: [
          [envoyGatewayApiRef, { ...fixtureApi(), getOverview }],
          [
            signalApiRef,
            {
              subscribe: (channel, onMessage) => {
                expect(channel).toBe(ENVOY_GATEWAY_SIGNAL_CHANNEL);
                announce = onMessage as unknown as typeof announce;
                return { unsubscribe: () => {} };
              },
            },
          ],
        ],
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      },
    );
    expect(
      await screen.findByRole('heading', { name: 'No verdict yet' }),
    ).toBeInTheDocument();
    act(() => announce({ cluster: 'production', kinds: ['HTTPRoute'] }));
    expect(
      await screen.findByRole('heading', { name: 'Live in 1 place' }),
    ).toBeInTheDocument();
  });

  it('says that generated traffic is generated, and how much of the window is covered', async () => {
    renderTab(fixtureApi({ traffic: fixtures.generatedTraffic }));
    await waitFor(() =>
      expect(screen.getAllByText('Generated traffic (sandbox)')).toHaveLength(
        3,
      ),
    );
    expect(
      screen.getAllByText(/proxies' own statistics, covering 4 min of 15 min/),
    ).toHaveLength(2);
  });

  it('gives each verdict its own word, with what the controller says', async () => {
    const verdicts = [
      fixtures.accepted,
      fixtures.partlyValid,
      fixtures.rejected,
      fixtures.noVerdict,
      fixtures.stale,
      fixtures.notOurs,
    ];
    renderTab(
      fixtureApi({
        overview: fixtures.overview({
          routes: [
            fixtures.route({
              parents: verdicts.map((verdict, index) => ({
                gateway: { namespace: 'platform', name: `gateway-${index}` },
                verdict,
                listeners: [],
              })),
            }),
          ],
        }),
      }),
    );
    const parents = await section('Verdicts of the parents');
    const words = parents
      .getAllByRole('row')
      .slice(1)
      .map(row => within(row).getAllByRole('cell')[0].textContent);
    expect(words).toEqual([
      expect.stringMatching(/^Accepted/),
      expect.stringMatching(/^Partly valid/),
      expect.stringMatching(/^Rejected/),
      expect.stringMatching(/^No verdict yet/),
      expect.stringMatching(/^Stale verdict/),
      expect.stringMatching(/^Not ours/),
    ]);
    expect(parents.getByText(/no hostname intersections/)).toBeInTheDocument();
    expect(
      parents.getByText(/The conditions judge generation 3/),
    ).toBeInTheDocument();
  });

  it('never concludes from what it cannot read', async () => {
    renderTab(fixtureApi({ overview: fixtures.brokenClustersOverview }));
    const clusters = within(
      await screen.findByRole('list', { name: 'Clusters' }),
    );
    expect(
      clusters.getByText(
        'Cluster production is only partly readable: SecurityPolicy (forbidden).',
      ),
    ).toBeInTheDocument();
    expect(
      clusters.getByText(/Cluster staging cannot be read now/),
    ).toBeInTheDocument();
    const table = within(
      screen.getByRole('table', {
        name: 'HTTPRoute payments/payments, production',
      }),
    );
    const health = table.getByRole('row', { name: /\/health/ });
    expect(health).toHaveTextContent('Unknown');
    expect(health).not.toHaveTextContent('Anyone');
    expect(screen.getByText('as last seen')).toBeInTheDocument();
    expect(
      clusters.getByText(/Ask the platform team whether cluster staging is up/),
    ).toBeInTheDocument();
    // Told once, where the cluster is told of, not again among the problems.
    expect(
      screen.getByRole('button', { name: 'Show 1 more problem' }),
    ).toBeInTheDocument();
  });

  it('shows a Gateway with its listeners and the routes attached to it', async () => {
    renderTab(
      fixtureApi({ overview: fixtures.gatewayOverview }),
      fixtures.publicGatewayApi,
    );
    const listeners = await section('Listeners of platform/public');
    const https = listeners.getByRole('row', { name: /^https/ });
    expect(https).toHaveTextContent(
      /\*\.example\.com.*HTTPS 443.*all namespaces.*12.*Accepted/,
    );
    const partners = listeners.getByRole('row', { name: /^partners/ });
    expect(partners).toHaveTextContent(/no figure.*Rejected.*does not exist/);
    const routes = await section('Routes attached');
    expect(
      routes.getByRole('link', { name: /HTTPRoute orders\/orders/ }),
    ).toHaveAttribute('href', '/catalog/default/api/orders.orders');
    expect(routes.getByText(/3 more routes are not shown/)).toBeInTheDocument();
  });

  it('does not take the Gateways a route attaches to for the entity itself', async () => {
    renderTab(
      fixtureApi({
        overview: fixtures.overview({ gateways: [fixtures.publicGateway] }),
      }),
    );
    await section('Rules');
    expect(screen.queryByText(/^Listeners of/)).not.toBeInTheDocument();
  });
});
