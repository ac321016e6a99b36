import { settingsOfEnvoyGateway } from './settings';

describe('settingsOfEnvoyGateway', () => {
  it('reads what Envoy Gateway does by default', () => {
    expect(settingsOfEnvoyGateway({})).toEqual({
      backendEnabled: false,
      envoyPatchPolicyEnabled: false,
      luaEnabled: false,
      sdsSecretRefEnabled: false,
      globalRateLimitEnabled: false,
      gatewayNamespaceMode: false,
    });
    expect(settingsOfEnvoyGateway('nonsense')).toEqual(
      settingsOfEnvoyGateway({}),
    );
  });

  it('reads what is switched on, and the older switch of Lua', () => {
    expect(
      settingsOfEnvoyGateway({
        gateway: { controllerName: 'acme.io/gateways' },
        provider: {
          kubernetes: { deploy: { type: 'GatewayNamespace' } },
        },
        rateLimit: { backend: { type: 'Redis' } },
        extensionApis: {
          enableBackend: true,
          enableEnvoyPatchPolicy: true,
          enableSDSSecretRef: true,
          disableLua: false,
        },
        envoyProxy: { mergeGateways: true },
      }),
    ).toEqual({
      controllerName: 'acme.io/gateways',
      backendEnabled: true,
      envoyPatchPolicyEnabled: true,
      luaEnabled: true,
      sdsSecretRefEnabled: true,
      globalRateLimitEnabled: true,
      gatewayNamespaceMode: true,
      envoyProxyDefaults: { mergeGateways: true },
    });
    expect(
      settingsOfEnvoyGateway({ extensionApis: { disableLua: true } })
        .luaEnabled,
    ).toBe(false);
  });

  it('go by the version where the configuration says nothing', () => {
    const lua = (extensionApis: unknown, version?: '1.8' | '1.9') =>
      settingsOfEnvoyGateway({ extensionApis }, version).luaEnabled;
    expect(lua({}, '1.8')).toBe(true);
    expect(lua({ disableLua: true }, '1.8')).toBe(false);
    expect(lua({ disableLua: 'yes' }, '1.8')).toBe(true);
    expect(lua({}, '1.9')).toBe(false);
    expect(settingsOfEnvoyGateway({}, '1.8').version).toBe('1.8');
    expect(settingsOfEnvoyGateway({})).not.toHaveProperty('version');
  });
});
