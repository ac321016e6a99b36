import { fireEvent, render, screen } from '@testing-library/react';
import App from './App';

function renderApp(app: Record<string, unknown>) {
  process.env = {
    NODE_ENV: 'test',
    APP_CONFIG: [
      {
        context: 'test',
        data: {
          app: { title: 'Portal under test', ...app },
          backend: { baseUrl: 'http://localhost:7007' },
        },
      },
    ] as unknown as string,
  };
  return render(App.createRoot());
}

describe('App', () => {
  afterEach(() => localStorage.clear());

  it('offers the example people and asks the auth backend for the chosen one', async () => {
    const fetched = jest.fn().mockResolvedValue(
      new Response(
        JSON.stringify({
          error: { name: 'NotAllowedError', message: 'not in production' },
        }),
        { status: 403, headers: { 'content-type': 'application/json' } },
      ),
    );
    global.fetch = fetched;
    renderApp({
      examplePeople: [{ name: 'priya', title: 'Priya, Payments developer' }],
    });
    fireEvent.click(
      await screen.findByRole('button', {
        name: 'Enter as Priya, Payments developer',
      }),
    );
    expect(
      await screen.findByText(/Signing in as Priya, Payments developer failed/),
    ).toBeInTheDocument();
    const call = fetched.mock.calls.find(([url]) =>
      String(url).endsWith('/api/auth/example-people/refresh'),
    );
    expect(new Headers(call?.[1].headers).get('x-example-person')).toBe(
      'priya',
    );
  });
});
