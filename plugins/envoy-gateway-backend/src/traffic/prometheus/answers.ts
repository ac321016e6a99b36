import { z } from 'zod';

const sample = z.tuple([z.number(), z.string()]);
const labels = z.record(z.string(), z.string());

const matrixSchema = z.object({
  resultType: z.literal('matrix'),
  result: z.array(z.object({ metric: labels, values: z.array(sample) })),
});

const vectorSchema = z.object({
  resultType: z.literal('vector'),
  result: z.array(z.object({ metric: labels, value: sample })),
});

export type PrometheusMatrix = z.infer<typeof matrixSchema>['result'];
export type PrometheusVector = z.infer<typeof vectorSchema>['result'];

export const rangeAnswerSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('success'), data: matrixSchema }),
  z.object({
    status: z.literal('error'),
    errorType: z.string(),
    error: z.string(),
  }),
]);

export const instantAnswerSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('success'), data: vectorSchema }),
  z.object({
    status: z.literal('error'),
    errorType: z.string(),
    error: z.string(),
  }),
]);
