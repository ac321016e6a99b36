import { act, renderHook } from '@testing-library/react';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { ReactNode } from 'react';
import { envoyGatewayApiRef } from '../api';
import { fixtureApi, overview, responseError } from '../fixtures';
import { useOverview } from './useOverview';

describe('useOverview', () => {
  let announce: () => void;
  const getOverview = jest.fn();

  beforeEach(() => {
    jest.useFakeTimers();
    getOverview.mockReset().mockResolvedValue(overview());
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const pass = (milliseconds: number) =>
    act(() => jest.advanceTimersByTimeAsync(milliseconds));

  async function start() {
    const signals = {
      subscribe: (_channel: string, onMessage: (message: never) => void) => {
        announce = () =>
          act(() => onMessage({ cluster: 'production', kinds: [] } as never));
        return { unsubscribe: () => {} };
      },
    };
    const wrapper = ({ children }: { children: ReactNode }) => (
      <TestApiProvider
        apis={[
          [envoyGatewayApiRef, { ...fixtureApi(), getOverview }],
          [signalApiRef, signals],
        ]}
      >
        {children}
      </TestApiProvider>
    );
    const hook = renderHook(() => useOverview('api:default/a'), { wrapper });
    await pass(0);
    return hook;
  }

  it('asks at once when something changed, and once more after a storm of changes', async () => {
    await start();
    expect(getOverview).toHaveBeenCalledTimes(1);
    announce();
    await pass(0);
    expect(getOverview).toHaveBeenCalledTimes(2);
    for (let change = 0; change < 50; change++) {
      announce();
      await pass(20);
    }
    expect(getOverview).toHaveBeenCalledTimes(2);
    await pass(2_000);
    expect(getOverview).toHaveBeenCalledTimes(3);
  });

  it('polls now and then, for signals that were lost', async () => {
    await start();
    await pass(60_000);
    expect(getOverview).toHaveBeenCalledTimes(2);
  });

  it('does not make somebody who was refused ask at every change', async () => {
    getOverview.mockRejectedValue(responseError(403, 'Unauthorized'));
    const { result } = await start();
    for (let change = 0; change < 5; change++) {
      announce();
      await pass(3_000);
    }
    expect(getOverview).toHaveBeenCalledTimes(1);
    act(() => result.current.refresh());
    await pass(0);
    expect(getOverview).toHaveBeenCalledTimes(2);
  });
});
