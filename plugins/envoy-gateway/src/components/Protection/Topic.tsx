import HelpOutline from '@mui/icons-material/HelpOutline';
import InfoOutlined from '@mui/icons-material/InfoOutlined';
import WarningAmber from '@mui/icons-material/WarningAmber';
import Box from '@mui/material/Box';
import { AttachedPolicyView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useState } from 'react';
import { protectionMessages } from '../../messages/protection';
import { ProtectionTopic } from '../../model';
import { Translate, useTranslate } from '../../translation';
import { LongText, NARROW, TextButton } from '../primitives';
import { FactLine } from './FactLine';
import { IconLine } from './IconLine';

/** A rate limit may have hundreds of rules. */
const SHOWN_FACTS = 4;

export interface TopicProps {
  topic: ProtectionTopic;
  cluster: string;
  listeners: readonly AttachedPolicyView['listener'][];
  policies: readonly AttachedPolicyView[];
}

/** What holds under one heading, and what nothing asks for. */
export function Topic({ topic, cluster, listeners, policies }: TopicProps) {
  const t = useTranslate();
  const [all, setAll] = useState(false);
  const { facts, lack } = topic;
  const title = topicTitle(t, topic.topic);
  const hidden = facts.length - SHOWN_FACTS;
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: '8rem minmax(0, 1fr)',
        columnGap: 2,
        py: 0.75,
        '& + &': { borderTop: 1, borderColor: 'divider' },
        [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr)' },
      }}
    >
      <Box
        component="dt"
        sx={{ m: 0, fontWeight: 500, color: 'text.secondary' }}
      >
        <LongText text={title} plain limit={48} />
      </Box>
      <Box
        component="dd"
        sx={{ m: 0, minWidth: 0, display: 'grid', rowGap: 0.75 }}
      >
        {lack && <LackLine lack={lack} cluster={cluster} />}
        {(all ? facts : facts.slice(0, SHOWN_FACTS)).map(fact => (
          <Box key={JSON.stringify([fact.values, fact.sources])}>
            <FactLine
              fact={fact}
              topic={title}
              listeners={listeners}
              policies={policies}
            />
          </Box>
        ))}
        {hidden > 0 && (
          <Box>
            <TextButton onClick={() => setAll(!all)}>
              {all
                ? t('protection.fewerFacts')
                : t('protection.moreFacts', { count: hidden })}
            </TextButton>
          </Box>
        )}
      </Box>
    </Box>
  );
}

function LackLine(props: {
  lack: NonNullable<ProtectionTopic['lack']>;
  cluster: string;
}) {
  const { of, kind, how } = props.lack;
  const t = useTranslate();
  if (how === 'unknown') {
    const why = t('rules.unreadable', { kind, cluster: props.cluster });
    return (
      <IconLine icon={HelpOutline} tone="neutral">
        {t('lack.unknown', { why })}
      </IconLine>
    );
  }
  return (
    <IconLine
      icon={of === 'authentication' ? WarningAmber : InfoOutlined}
      tone={of === 'authentication' ? 'warning' : 'neutral'}
    >
      {t(how === 'somewhere' ? `lack.${of}Somewhere` : `lack.${of}`)}
    </IconLine>
  );
}

type KnownTopic = keyof typeof protectionMessages.topics;

function isKnown(topic: string): topic is KnownTopic {
  return Object.keys(protectionMessages.topics).includes(topic);
}

/** A field this version does not know by name is called by its own, in words. */
function topicTitle(t: Translate, topic: string): string {
  if (isKnown(topic)) {
    return t(`topics.${topic}`);
  }
  const words = topic
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLocaleLowerCase('en-US');
  return `${words.slice(0, 1).toLocaleUpperCase('en-US')}${words.slice(1)}`;
}
