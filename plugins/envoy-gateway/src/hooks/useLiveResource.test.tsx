import { act, renderHook } from '@testing-library/react';
import { useLiveResource } from './useLiveResource';

const EVERY_MS = 10_000;

function setVisible(visible: boolean) {
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    value: visible ? 'visible' : 'hidden',
  });
  act(() => {
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

async function pass(milliseconds: number) {
  await act(() => jest.advanceTimersByTimeAsync(milliseconds));
}

describe('useLiveResource', () => {
  const load = jest.fn();

  beforeEach(() => {
    jest.useFakeTimers();
    load.mockReset();
    setVisible(true);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const start = (initialProps = { subject: 'a', variant: '900' }) =>
    renderHook(
      props =>
        useLiveResource<string>({
          ...props,
          load,
          everyMs: EVERY_MS,
          isFinal: error => error.message === 'denied',
        }),
      { initialProps },
    );

  it('asks again after each answer, and never shows less than before', async () => {
    load.mockResolvedValueOnce('first');
    const { result } = start();
    expect(result.current.data).toBeUndefined();
    expect(result.current.refreshing).toBe(true);
    await pass(0);
    expect(result.current).toMatchObject({ data: 'first', refreshing: false });

    let answer: (value: string) => void = () => {};
    load.mockReturnValueOnce(
      new Promise<string>(resolve => {
        answer = resolve;
      }),
    );
    await pass(EVERY_MS);
    expect(result.current).toMatchObject({ data: 'first', refreshing: true });
    await act(async () => answer('second'));
    expect(result.current).toMatchObject({ data: 'second', refreshing: false });
  });

  it('keeps what it has when a refresh fails, and asks ever more slowly', async () => {
    load.mockResolvedValueOnce('first');
    const { result } = start();
    await pass(0);
    load.mockRejectedValue(new Error('broken'));
    await pass(EVERY_MS);
    expect(load).toHaveBeenCalledTimes(2);
    expect(result.current).toMatchObject({
      data: 'first',
      error: new Error('broken'),
    });
    await pass(EVERY_MS);
    expect(load).toHaveBeenCalledTimes(2);
    await pass(EVERY_MS);
    expect(load).toHaveBeenCalledTimes(3);

    load.mockResolvedValue('mended');
    act(() => result.current.refresh());
    await pass(0);
    expect(result.current.data).toBe('mended');
    expect(result.current.error).toBeUndefined();
  });

  it('does not ask again after a refusal, unless told to', async () => {
    load.mockRejectedValue(new Error('denied'));
    const { result } = start();
    await pass(10 * EVERY_MS);
    expect(load).toHaveBeenCalledTimes(1);
    act(() => result.current.refresh());
    await pass(0);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('rests while nobody looks, and catches up when somebody does', async () => {
    load.mockResolvedValue('seen');
    start();
    await pass(0);
    setVisible(false);
    await pass(10 * EVERY_MS);
    expect(load).toHaveBeenCalledTimes(1);
    setVisible(true);
    await pass(0);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('drops what belongs to another subject, keeps what is only another variant', async () => {
    load.mockResolvedValueOnce('a at 900');
    const { result, rerender } = start();
    await pass(0);

    load.mockReturnValue(new Promise(() => {}));
    rerender({ subject: 'a', variant: '3600' });
    expect(load).toHaveBeenCalledTimes(2);
    expect(result.current).toMatchObject({
      data: 'a at 900',
      refreshing: true,
    });

    rerender({ subject: 'b', variant: '3600' });
    expect(result.current.data).toBeUndefined();
    expect(result.current.refreshing).toBe(true);
  });

  it('ignores an answer to a question nobody asks any more', async () => {
    let answerA: (value: string) => void = () => {};
    load.mockReturnValueOnce(
      new Promise<string>(resolve => {
        answerA = resolve;
      }),
    );
    const { result, rerender, unmount } = start();
    load.mockResolvedValueOnce('b');
    rerender({ subject: 'b', variant: '900' });
    await pass(0);
    await act(async () => answerA('a'));
    expect(result.current.data).toBe('b');
    const [signal] = load.mock.calls[0] as [AbortSignal];
    expect(signal.aborted).toBe(true);
    unmount();
    await pass(EVERY_MS);
    expect(load).toHaveBeenCalledTimes(2);
  });
});
