import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { EnvoyGatewayApi } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { envoyGatewayApiRef } from '../api';
import {
  fixtureApi,
  gateways,
  MARKUP,
  pickerManifest,
  publicGateway,
  responseError,
} from '../fixtures';
import { EnvoyGatewayPickerValue } from '.';
import { EnvoyGatewayPicker } from './EnvoyGatewayPicker';
import { validateEnvoyGatewayPicker } from './validation';

/** The picker in the scaffolder's own form. */
function render(api: EnvoyGatewayApi, gateway?: EnvoyGatewayPickerValue) {
  const onCreate = jest.fn(async () => {});
  renderInTestApp(
    <SecretsContextProvider>
      <Stepper
        manifest={pickerManifest}
        initialState={gateway && { gateway: { ...gateway } }}
        extensions={[
          {
            name: 'EnvoyGatewayPicker',
            component: EnvoyGatewayPicker,
            validation: validateEnvoyGatewayPicker,
          },
        ]}
        onCreate={onCreate}
      />
    </SecretsContextProvider>,
    { apis: [[envoyGatewayApiRef, api]] },
  );
  return onCreate;
}

describe('EnvoyGatewayPicker', () => {
  it('lists the Gateways that exist, and gives the form the one that is picked', async () => {
    const user = userEvent.setup();
    const onCreate = render(fixtureApi({ gateways }));
    const input = await screen.findByRole('combobox', { name: /Gateway/ });
    await user.click(input);
    const options = await screen.findAllByRole('option');
    expect(options).toHaveLength(2);
    expect(options[0]).toHaveTextContent('platform/public — production');
    expect(options[0]).toHaveTextContent('*.example.com · HTTPS 443');
    expect(options[0]).toHaveTextContent('takes routes from all namespaces');
    expect(options[1]).toHaveTextContent('platform/internal — staging');
    expect(options[1]).toHaveTextContent('No verdict yet');
    expect(options[1]).toHaveTextContent(
      'takes routes from namespace platform only',
    );

    await user.paste('partners.example');
    expect(screen.getAllByRole('option')).toHaveLength(1);
    await user.keyboard('{ArrowDown}{Enter}');
    expect(input).toHaveValue('platform/public — production');

    await user.click(screen.getByRole('button', { name: 'Review' }));
    await user.click(await screen.findByRole('button', { name: 'Create' }));
    await waitFor(() =>
      expect(onCreate).toHaveBeenCalledWith({
        gateway: {
          cluster: 'production',
          namespace: 'platform',
          name: 'public',
        },
      }),
    );
  });

  it('tells which clusters are missing from the list', async () => {
    render(fixtureApi({ gateways }));
    expect(
      await screen.findByText(
        'Gateways of cluster lab are missing from this list: the API server does not answer in time',
      ),
    ).toBeInTheDocument();
  });

  it('does not let the form go on without a Gateway', async () => {
    const onCreate = render(fixtureApi({ gateways }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Review' }),
    );
    expect(
      await screen.findByText("'Gateway' Choose a Gateway."),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Create' }),
    ).not.toBeInTheDocument();
    expect(onCreate).not.toHaveBeenCalled();
  });

  it('says that there are none, and does not say so when a cluster did not answer', async () => {
    render(fixtureApi());
    expect(
      await screen.findByText(/There is no Gateway of Envoy Gateway/),
    ).toBeInTheDocument();
  });

  it('does not take a cluster that did not answer for one without Gateways', async () => {
    render(
      fixtureApi({
        gateways: { gateways: [], incomplete: gateways.incomplete },
      }),
    );
    expect(
      await screen.findByText(/Gateways of cluster lab are missing/),
    ).toBeInTheDocument();
    expect(screen.queryByText(/There is no Gateway/)).not.toBeInTheDocument();
  });

  it('says why it failed and tries again', async () => {
    const getGateways = jest
      .fn()
      .mockRejectedValueOnce(responseError(503, 'The backend is starting'))
      .mockResolvedValue(gateways);
    render({ ...fixtureApi(), getGateways });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The backend is starting');
    await userEvent.click(
      within(alert).getByRole('button', { name: 'Try again' }),
    );
    await userEvent.click(
      await screen.findByRole('combobox', { name: /Gateway/ }),
    );
    expect(await screen.findAllByRole('option')).toHaveLength(2);
  });

  it('names the permission when listing is denied', async () => {
    render(fixtureApi({ gateways: responseError(403, 'Unauthorized') }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'envoyGateway.gateway.read',
    );
  });

  it('shows that it is reading', async () => {
    render(fixtureApi({ gateways: 'pending' }));
    expect(
      await screen.findByRole('progressbar', {
        name: 'Reading the Gateways of all clusters',
      }),
    ).toBeInTheDocument();
  });

  it('warns when the chosen Gateway is gone', async () => {
    render(fixtureApi({ gateways }), {
      cluster: 'production',
      namespace: 'platform',
      name: 'retired',
    });
    expect(
      await screen.findByText(
        'The chosen Gateway platform/retired — production is not in the list.',
      ),
    ).toBeInTheDocument();
  });

  it('shows hostile names as the text they are', async () => {
    render(
      fixtureApi({
        gateways: {
          gateways: [
            {
              ...publicGateway,
              name: MARKUP,
              listeners: [
                { ...publicGateway.listeners[1], hostname: MARKUP.repeat(999) },
              ],
            },
          ],
          incomplete: [{ cluster: MARKUP, reason: '$t(picker.empty)' }],
        },
      }),
    );
    await userEvent.click(
      await screen.findByRole('combobox', { name: /Gateway/ }),
    );
    expect(await screen.findByRole('option')).toHaveTextContent(
      `platform/${MARKUP} — production`,
    );
    expect(screen.getByText(/\$t\(picker\.empty\)/)).toBeInTheDocument();
    expect(document.querySelector('img[src="x"]')).toBeNull();
    expect(document.body.textContent!.length).toBeLessThan(5_000);
  });
});
