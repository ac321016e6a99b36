import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { envoyGatewayApiRef } from '../../api';
import * as fixtures from '../../fixtures';
import { createRouteRef } from '../../routes';
import { EnvoyTab } from './EnvoyTab';
import { renderTab, section } from './__testUtils__/renderTab';

const { fixtureApi, responseError } = fixtures;

describe('EnvoyTab without something to show', () => {
  it('draws an outline while it loads', async () => {
    renderTab(fixtureApi({ overview: 'pending' }));
    expect(
      await screen.findByText('Reading what this entity exposes'),
    ).toBeInTheDocument();
  });

  it('says what it would show and leads to the templates when nothing is exposed', async () => {
    renderInTestApp(
      <EntityProvider entity={fixtures.ordersService}>
        <EnvoyTab />
      </EntityProvider>,
      {
        apis: [
          [
            envoyGatewayApiRef,
            fixtureApi({ overview: fixtures.emptyOverview }),
          ],
        ],
        mountedRoutes: { '/create': createRouteRef },
      },
    );
    expect(
      await screen.findByRole('heading', { name: 'Nothing is exposed yet' }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/where orders-service can be reached/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Expose an HTTP API' }),
    ).toHaveAttribute('href', '/create');
  });

  it('does not take what it could not find out for nothing', async () => {
    renderTab(
      fixtureApi({ overview: fixtures.unknownOverview }),
      fixtures.ordersService,
    );
    expect(
      await screen.findByRole('heading', {
        name: 'What is exposed is not known',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByText('The portal reads no cluster.'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/Nothing is exposed/)).not.toBeInTheDocument();
  });

  it('names the permission and whom to ask when the overview is denied', async () => {
    const getOverview = jest
      .fn()
      .mockRejectedValueOnce(responseError(403, 'Unauthorized'))
      .mockResolvedValue(fixtures.overview());
    renderTab({ ...fixtureApi(), getOverview });
    expect(
      await screen.findByRole('heading', {
        name: 'You may not see what this entity exposes',
      }),
    ).toBeInTheDocument();
    expect(screen.getByText('envoyGateway.overview.read')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /payments/ })).toHaveAttribute(
      'href',
      '/catalog/default/group/payments',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('heading', { name: 'Live in 1 place' }),
    ).toBeInTheDocument();
  });

  it('keeps the rows when only the traffic is denied', async () => {
    renderTab(fixtureApi({ traffic: responseError(403, 'Unauthorized') }));
    const rules = await section('Rules');
    await waitFor(() =>
      expect(rules.getAllByText('Not visible to you')).toHaveLength(3),
    );
    expect(screen.getByText('envoyGateway.traffic.read')).toBeInTheDocument();
    expect(screen.queryByText('0/s')).not.toBeInTheDocument();
  });

  it('keeps the rows when only the traffic fails', async () => {
    renderTab(
      fixtureApi({ traffic: responseError(500, 'Prometheus is down') }),
    );
    const rules = await section('Rules');
    await waitFor(() =>
      expect(rules.getAllByText('Could not be read')).toHaveLength(3),
    );
    expect(
      screen.getByText('The traffic could not be read: Prometheus is down'),
    ).toBeInTheDocument();
  });

  it('says what to switch on when there is no traffic source', async () => {
    renderTab(fixtureApi({ traffic: fixtures.noSourceTraffic }));
    expect(
      await screen.findAllByText('no traffic source is set up'),
    ).toHaveLength(4);
    expect(screen.queryByText(/^0/)).not.toBeInTheDocument();
    expect(
      screen.getAllByText(/of cluster production to "prometheus"/),
    ).not.toHaveLength(0);
  });

  it.each([
    [
      responseError(500, 'The inventory has not started'),
      'This could not be read',
      'The inventory has not started',
    ],
    [
      responseError(404, 'No entity'),
      'The backend does not know this entity',
      'No entity',
    ],
    [
      responseError(401, 'No token'),
      'You are not signed in',
      'Sign in again and come back.',
    ],
    [
      new TypeError('Failed to fetch'),
      'The backend does not answer',
      'Failed to fetch',
    ],
  ])('explains %s and offers to try again', async (error, title, message) => {
    renderTab(fixtureApi({ overview: error }));
    expect(await screen.findByRole('alert')).toHaveTextContent(title);
    expect(screen.getByText(message)).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Try again' }),
    ).toBeInTheDocument();
  });

  it('shows hostile strings as the text they are', async () => {
    renderTab(fixtureApi({ overview: fixtures.hostileOverview }));
    const rules = await section('Rules');
    expect(document.querySelector('img[src="x"]')).toBeNull();
    expect(
      [...document.querySelectorAll('a[href]')]
        .map(link => link.getAttribute('href'))
        .filter(href => !/^(https?:\/\/[^@]*$|\/)/.test(href!)),
    ).toEqual([]);
    expect(
      screen.getByText(
        `production: ${fixtures.MARKUP} $t(summary.live) {{count}}`,
      ),
    ).toBeInTheDocument();
    expect(rules.getByText('JWT $t(summary.live)')).toBeInTheDocument();
    expect(document.body.textContent!.length).toBeLessThan(10_000);

    await userEvent.click(rules.getAllByRole('button')[0]);
    expect(rules.getByText(/No backend: this rule answers 500/)).toBeVisible();
    expect(document.querySelector('img[src="x"]')).toBeNull();
  });
});
