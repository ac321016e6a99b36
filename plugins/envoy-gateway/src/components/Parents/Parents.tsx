import {
  ParentView,
  RouteView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useFormats } from '../../hooks';
import { kindAndName, objectName, routeKey } from '../../model';
import { useTranslate } from '../../translation';
import {
  LongText,
  Mono,
  Quiet,
  Section,
  Table,
  TableScroll,
  Td,
  Th,
  Tr,
} from '../primitives';
import { hasStatements, VerdictBadge, VerdictProblems } from '../Verdict';

/** What the controllers said of each route at each of its parents, in their words. */
export function Parents({ routes }: { routes: RouteView[] }) {
  const t = useTranslate();
  const rows = routes.flatMap(route =>
    route.parents.map((parent, index) => ({
      key: `${routeKey(route)} ${index}`,
      route,
      parent,
    })),
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
              <Th scope="col">{t('parents.route')}</Th>
              <Th scope="col">{t('parents.parent')}</Th>
              <Th scope="col">{t('parents.verdict')}</Th>
              <Th scope="col">{t('parents.says')}</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, route, parent }) => (
              <Tr key={key}>
                <Td as="th" scope="row" style={{ fontWeight: 400 }}>
                  {route.cluster}
                  <br />
                  <Quiet>
                    <Mono>{kindAndName(route)}</Mono>
                  </Quiet>
                </Td>
                <ParentCells parent={parent} />
              </Tr>
            ))}
          </tbody>
        </Table>
      </TableScroll>
    </Section>
  );
}

function ParentCells({ parent }: { parent: ParentView }) {
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
    <>
      <Td>
        <LongText text={`Gateway ${objectName(parent.gateway)}`} />
        <br />
        <Quiet>
          {target.length > 0 ? target.join(' · ') : t('parents.anyListener')}
        </Quiet>
      </Td>
      <Td>
        <VerdictBadge verdict={verdict} />
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
    </>
  );
}
