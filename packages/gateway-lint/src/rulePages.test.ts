import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { helpUri, RULES } from './run';

const DOCS = join(__dirname, '../../../docs');

it('every code leads to a page of its title', () => {
  for (const { code, title } of RULES) {
    const page = join(DOCS, helpUri(code).split('/docs/')[1]);
    expect([code, existsSync(page)]).toEqual([code, true]);
    expect(readFileSync(page, 'utf8')).toContain(`# ${code}: ${title}\n`);
  }
});
