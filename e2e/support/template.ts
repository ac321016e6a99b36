import { Portal } from './portal';
import { until } from './until';

/** Runs a template with the values of its form, as the form would; resolves when its task has ended well. */
export async function runTemplate(
  portal: Portal,
  templateRef: string,
  values: object,
): Promise<void> {
  const created = await until(
    'created',
    async () => {
      const response = await portal.request('/api/scaffolder/v2/tasks', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ templateRef, values }),
      });
      return { status: response.status, body: await response.json() };
    },
    answer => answer.status === 201,
  );
  const { id } = created.body as { id: string };
  const ended = await until(
    'ended',
    () => portal.get<{ status: string }>(`/api/scaffolder/v2/tasks/${id}`),
    task => !['open', 'processing'].includes(task.status),
    { timeoutMs: 60_000 },
  );
  if (ended.status === 'completed') return;
  const events = await portal.request(
    `/api/scaffolder/v2/tasks/${id}/events?after=0`,
  );
  throw new Error(`${templateRef} ${ended.status}: ${await events.text()}`);
}
