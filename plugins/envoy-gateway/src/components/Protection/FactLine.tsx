import Box from '@mui/material/Box';
import { AttachedPolicyView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useId, useState } from 'react';
import { useFormats } from '../../hooks';
import { Fact, isConfirmed, kindAndName, valueText } from '../../model';
import { useTranslate } from '../../translation';
import {
  LongText,
  Mono,
  Quiet,
  TextButton,
  VisuallyHidden,
} from '../primitives';
import { Unconfirmed } from '../Verdict';
import { FactFields } from './FactFields';
import { factText } from './factText';
import { listenersText } from './listenersText';
import { SourcesText } from './SourceText';

/** So many values are told in a line when there are no better words for them. */
const SHOWN_VALUES = 3;

/** Sentences may hold an issuer, audiences and Secrets. */
const LONGEST_SENTENCE = 300;

export interface FactLineProps {
  fact: Fact;
  /** The heading it stands under. */
  topic: string;
  /** All listeners of the rule. */
  listeners: readonly AttachedPolicyView['listener'][];
  /** All policies that reach the rule. */
  policies: readonly AttachedPolicyView[];
}

/** A thing that holds, and who said so; field by field, and over whom, on demand. */
export function FactLine(props: FactLineProps) {
  const { fact, topic, listeners, policies } = props;
  const t = useTranslate();
  const formats = useFormats();
  const id = useId();
  const [open, setOpen] = useState(false);
  const { sources, setAside, values } = fact;
  const sentence = factText(t, formats, fact);
  const fields = t('protection.fields', { count: values.length });
  const isEverywhere =
    fact.listeners.length === 0 || fact.listeners.length >= listeners.length;
  return (
    <>
      <Box>
        {sentence === undefined ? (
          <ValuesText fact={fact} />
        ) : (
          <LongText text={sentence} plain limit={LONGEST_SENTENCE} />
        )}
      </Box>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'baseline',
          columnGap: 1.25,
        }}
      >
        <Quiet>
          <SourcesText sources={sources} />
          {!isEverywhere &&
            `, ${t('protection.onListeners', {
              listeners: listenersText(t, formats, fact.listeners),
            })}`}
        </Quiet>
        <Unconfirmed policies={unconfirmedOf(fact, policies)} />
        {values.length > 0 && (
          <TextButton
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={() => setOpen(!open)}
            sx={{ fontSize: '0.8125rem', lineHeight: '20px' }}
          >
            <VisuallyHidden>{t('protection.of', { topic })}</VisuallyHidden>{' '}
            {setAside.length > 0
              ? t('protection.fieldsAndSetAside', {
                  fields,
                  amount: formats.count(setAside.length),
                })
              : fields}
          </TextButton>
        )}
      </Box>
      {open && <FactFields fact={fact} id={id} />}
    </>
  );
}

/** The first values as they are, for what there are no words for. */
function ValuesText({ fact }: { fact: Fact }) {
  const t = useTranslate();
  const hidden = fact.values.length - SHOWN_VALUES;
  return (
    <>
      {fact.values.slice(0, SHOWN_VALUES).map(({ path, value }, index) => (
        <span key={path}>
          {index > 0 && ', '}
          {path !== fact.field && (
            <>
              <LongText text={withoutField(path, fact.field)} plain />{' '}
            </>
          )}
          <Mono>
            <LongText text={valueText(value)} plain />
          </Mono>
        </span>
      ))}
      {hidden > 0 && (
        <Quiet> {t('protection.moreValues', { amount: String(hidden) })}</Quiet>
      )}
    </>
  );
}

function withoutField(path: string, field: string): string {
  return path.startsWith(`${field}.`) ? path.slice(field.length + 1) : path;
}

/** Policies of a fact that no controller stands behind. */
function unconfirmedOf(
  { sources }: Fact,
  policies: readonly AttachedPolicyView[],
): AttachedPolicyView[] {
  return sources.flatMap(source =>
    policies
      .filter(
        policy =>
          kindAndName(policy) === kindAndName(source) &&
          !isConfirmed(policy.verdict),
      )
      .slice(0, 1),
  );
}
