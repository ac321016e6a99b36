import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  ScaffolderFieldExtensions,
  SecretsContextProvider,
  useCustomFieldExtensions,
} from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { ReactNode } from 'react';
import {
  emptyOverview,
  fixtureApi,
  gateways,
  ordersService,
  paymentsApi,
  pickerManifest,
} from './fixtures';
import {
  EntityEnvoyContent,
  envoyGatewayApiRef,
  EnvoyGatewayPickerFieldExtension,
  envoyGatewayPlugin,
} from '.';

describe('the plugin on the old frontend system', () => {
  it('provides its client', () => {
    expect([...envoyGatewayPlugin.getApis()].map(({ api }) => api.id)).toEqual([
      envoyGatewayApiRef.id,
    ]);
  });

  it('shows the tab', async () => {
    await renderInTestApp(
      <TestApiProvider apis={[[envoyGatewayApiRef, fixtureApi()]]}>
        <EntityProvider entity={paymentsApi}>
          <EntityEnvoyContent />
        </EntityProvider>
      </TestApiProvider>,
      { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
    );
    expect(
      await screen.findByRole('heading', { name: 'Live in 1 place' }),
    ).toBeInTheDocument();
  });

  it('does without the scaffolder when nothing leads there', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[[envoyGatewayApiRef, fixtureApi({ overview: emptyOverview })]]}
      >
        <EntityProvider entity={ordersService}>
          <EntityEnvoyContent />
        </EntityProvider>
      </TestApiProvider>,
    );
    expect(
      await screen.findByRole('heading', { name: 'Nothing is exposed yet' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });

  it('offers the picker to templates', async () => {
    await renderInTestApp(
      <TestApiProvider apis={[[envoyGatewayApiRef, fixtureApi({ gateways })]]}>
        <SecretsContextProvider>
          <FormOf>
            <ScaffolderFieldExtensions>
              <EnvoyGatewayPickerFieldExtension />
            </ScaffolderFieldExtensions>
          </FormOf>
        </SecretsContextProvider>
      </TestApiProvider>,
    );
    await userEvent.click(
      await screen.findByRole('combobox', { name: /Gateway/ }),
    );
    expect(await screen.findAllByRole('option')).toHaveLength(2);
  });
});

function FormOf({ children }: { children: ReactNode }) {
  const extensions = useCustomFieldExtensions(children);
  return (
    <Stepper
      manifest={pickerManifest}
      extensions={extensions}
      onCreate={async () => {}}
    />
  );
}
