import { screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { VerdictView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { VerdictBadge } from './VerdictBadge';

const STATES: Array<[VerdictView['state'], string]> = [
  ['accepted', 'Accepted'],
  ['partlyValid', 'Partly valid'],
  ['rejected', 'Rejected'],
  ['noVerdict', 'No verdict yet'],
  ['stale', 'Stale verdict'],
  ['notOurs', 'Not ours'],
];

describe('VerdictBadge', () => {
  it.each(STATES)('calls %s by its own word', async (state, word) => {
    renderInTestApp(<VerdictBadge verdict={{ state, problems: [] }} />);
    expect(await screen.findByText(word)).toBeInTheDocument();
  });

  it('calls an accepted policy accepted, though it is overridden for some routes', async () => {
    const problem = {
      type: 'Overridden',
      reason: 'Overridden',
      message: 'for these routes: [payments/pay]',
    };
    renderInTestApp(
      <VerdictBadge
        verdict={{ state: 'accepted', problems: [problem] }}
        acceptedAs="Live"
      />,
    );
    expect(await screen.findByText('Accepted')).toBeInTheDocument();
    expect(screen.queryByText('Partly valid')).toBeNull();
    expect(screen.queryByText('Live')).toBeNull();
  });
});
