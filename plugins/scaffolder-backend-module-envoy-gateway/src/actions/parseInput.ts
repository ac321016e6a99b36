import { InputError } from '@backstage/errors';
import { z } from 'zod/v3';

const MAX_PROBLEMS = 10;

/** Whether an issue says no more than that another form of the value was meant. */
function isOtherForm(issue: z.ZodIssue, depth: number): boolean {
  return (
    issue.path.length === depth &&
    (issue.code === 'invalid_type' || issue.code === 'invalid_literal')
  );
}

/** The issues as they concern the form that was meant, where a value may have several. */
function issuesOf(issue: z.ZodIssue): z.ZodIssue[] {
  if (issue.code !== 'invalid_union') {
    return [issue];
  }
  const meant = issue.unionErrors.find(({ issues }) =>
    issues.some(one => !isOtherForm(one, issue.path.length)),
  );
  return meant ? meant.issues.flatMap(issuesOf) : [issue];
}

/**
 * Reads an action's input by its schema. The scaffolder checks an action's input by JSON Schema only,
 * which knows neither defaults nor refinements, so each action reads its input once more by itself.
 *
 * @throws InputError that names every field that is wrong, and what would be right
 */
export function parseInput<Schema extends z.ZodTypeAny>(
  schema: (zod: typeof z) => Schema,
  input: unknown,
): z.output<Schema> {
  const result = schema(z).safeParse(input);
  if (result.success) {
    return result.data;
  }
  const problems = result.error.issues
    .flatMap(issuesOf)
    .map(({ path, message }) => {
      const field = path
        .map(key => (typeof key === 'number' ? `[${key}]` : `.${key}`))
        .join('')
        .replace(/^\./, '');
      return field === '' ? message : `${field}: ${message}`;
    });
  const more = problems.length - MAX_PROBLEMS;
  throw new InputError(
    `Invalid input. ${problems.slice(0, MAX_PROBLEMS).join('; ')}${
      more > 0 ? `; and ${more} more` : ''
    }`,
  );
}
