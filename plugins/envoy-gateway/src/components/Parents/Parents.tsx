import {
  ParentView,
  RouteView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useState } from 'react';
import { useFormats } from '../../hooks';
import { kindAndName, objectName, routeKey, verdictRank } from '../../model';
import { useTranslate } from '../../translation';
import {
  LongText,
  Mono,
  NARROW,
  Quiet,
  RowTh,
  Section,
  Table,
  TableScroll,
  Td,
  TextButton,
  Th,
  Tr,
} from '../primitives';
import { hasStatements, VerdictBadge, VerdictProblems } from '../Verdict';

const SHOWN = 12;

/** What the controllers said of each route at each of its parents, in their words. */
export function Parents({ routes }: { routes: RouteView[] }) {
  const t = useTranslate();
  const formats = useFormats();
  const [all, setAll] = useState(false);
  const rows = routes.flatMap(route =>
    route.parents.map((parent, index) => ({
      key: `${routeKey(route)} ${index}`,
      route,
      parent,
    })),
  );
  const worst = new Set(
    [...rows]
      .sort(
        (a, b) => verdictRank(a.parent.verdict) - verdictRank(b.parent.verdict),
      )
      .slice(0, SHOWN),
  );
  if (rows.length === 0) {
    return null;
  }
  return (
    <Section title={t('parents.title')}>
      <TableScroll>
        <Table>
          <thead>
            <tr>
              <Th scope="col" sx={{ width: '34%' }}>
                {t('parents.parent')}
              </Th>
              <Th scope="col" sx={{ width: 216, [NARROW]: { width: 140 } }}>
                {t('parents.verdict')}
              </Th>
              <Th scope="col">{t('parents.says')}</Th>
            </tr>
          </thead>
          <tbody>
            {rows
              .filter(row => all || worst.has(row))
              .map(({ key, route, parent }) => (
                <ParentRow key={key} route={route} parent={parent} />
              ))}
          </tbody>
        </Table>
      </TableScroll>
      {rows.length > SHOWN && (
        <TextButton onClick={() => setAll(!all)} sx={{ mx: 2, my: 1.25 }}>
          {all
            ? t('parents.showFewer')
            : t('parents.showAll', { amount: formats.count(rows.length) })}
        </TextButton>
      )}
    </Section>
  );
}

function ParentRow(props: { route: RouteView; parent: ParentView }) {
  const { route, parent } = props;
  const t = useTranslate();
  const formats = useFormats();
  const { verdict } = parent;
  const target = [
    parent.sectionName !== undefined &&
      t('parents.listener', { name: parent.sectionName }),
    parent.port !== undefined &&
      t('parents.port', { port: String(parent.port) }),
  ].filter(Boolean);
  return (
    <Tr>
      <RowTh scope="row">
        <LongText text={`Gateway ${objectName(parent.gateway)}`} />{' '}
        <Quiet>
          {target.length > 0 ? target.join(' · ') : t('parents.anyListener')}
        </Quiet>
        <br />
        <Quiet>
          {t('parents.of', {
            cluster: route.cluster,
            route: <Mono>{kindAndName(route)}</Mono>,
          })}
        </Quiet>
      </RowTh>
      <Td>
        <VerdictBadge verdict={verdict} />
        {verdict.since && (
          <div>
            <Quiet>
              {t('verdict.since', { time: formats.moment(verdict.since) })}
            </Quiet>
          </div>
        )}
      </Td>
      <Td>
        <VerdictProblems verdict={verdict} />
        {!hasStatements(verdict) && (
          <Quiet>
            {verdict.state === 'accepted'
              ? t('parents.nothing')
              : t(`verdict.${verdict.state}Hint`)}
          </Quiet>
        )}
        <div>
          <Quiet>
            {parent.notAttached
              ? t('parents.notAttached', {
                  message: parent.notAttached.message,
                })
              : parent.listeners.length > 0 &&
                t('parents.attachedTo', {
                  listeners: formats.list(parent.listeners),
                })}
          </Quiet>
        </div>
      </Td>
    </Tr>
  );
}
