import {
  AuthenticationError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { z } from 'zod';
import {
  instantAnswerSchema,
  PrometheusMatrix,
  PrometheusVector,
  rangeAnswerSchema,
} from './answers';
import { PrometheusTransport } from './transport';

/** Asks Prometheus' HTTP API, and believes only answers of its form. */
export interface PrometheusClient {
  /** Values at every step from `start` to `end`, in milliseconds since the epoch. */
  range(
    query: string,
    range: { start: number; end: number; stepSeconds: number },
    signal: AbortSignal,
  ): Promise<PrometheusMatrix>;
  /** Values at a time. */
  instant(
    query: string,
    time: number,
    signal: AbortSignal,
  ): Promise<PrometheusVector>;
}

export function createPrometheusClient(
  transport: PrometheusTransport,
): PrometheusClient {
  return {
    async range(query, { start, end, stepSeconds }, signal) {
      const answer = await ask(
        transport,
        'query_range',
        {
          query,
          start: String(start / 1000),
          end: String(end / 1000),
          step: String(stepSeconds),
        },
        rangeAnswerSchema,
        signal,
      );
      return answer.data.result;
    },
    async instant(query, time, signal) {
      const answer = await ask(
        transport,
        'query',
        { query, time: String(time / 1000) },
        instantAnswerSchema,
        signal,
      );
      return answer.data.result;
    },
  };
}

type Answer<TData> =
  | { status: 'success'; data: TData }
  | { status: 'error'; errorType: string; error: string };

async function ask<TData>(
  transport: PrometheusTransport,
  endpoint: 'query' | 'query_range',
  parameters: Record<string, string>,
  schema: z.ZodType<Answer<TData>>,
  signal: AbortSignal,
): Promise<{ data: TData }> {
  const { status, body } = await transport(endpoint, parameters, signal);
  if (status === 401) {
    throw new AuthenticationError('Prometheus does not accept the token (401)');
  }
  if (status === 403) {
    throw new NotAllowedError('Prometheus refuses the query (403)');
  }
  const parsed = schema.safeParse(parseJson(body));
  if (!parsed.success) {
    throw new ServiceUnavailableError(
      `What answers for Prometheus is not Prometheus' HTTP API (status ${status})`,
    );
  }
  if (parsed.data.status === 'error') {
    throw new ServiceUnavailableError(
      `Prometheus failed the query: ${
        parsed.data.errorType
      }: ${parsed.data.error.slice(0, 500)}`,
    );
  }
  return parsed.data;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
