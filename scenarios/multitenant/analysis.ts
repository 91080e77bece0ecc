/** `multitenant`: does one tenant see another, does it feel another, and does a tenant more cost all of them? */

import type { Observation, ScenarioAnalysis } from '../../reports/analysis/scenario-analysis.ts';
import { leaksOf, tenantRecord } from './analysis/data.ts';
import { isolationOf } from './analysis/isolation.ts';
import { neighbourOf } from './analysis/neighbour.ts';
import { scalingOf } from './analysis/scaling.ts';
import { undisturbed } from './analysis/undisturbed.ts';
import type { MultitenantDetails } from './details.ts';
import { MULTITENANT_WORDS } from './messages.ts';
import type { MultitenantCriterion } from './scenario.ts';
import type { TenantSettings } from './settings.ts';
import { type Findings, leakAnswer, multitenantAnswer, multitenantNotEstablished } from './view/answer.ts';

const NO_FIGURES = { points: [], exponent: null, low: null, high: null };
const NO_RATIO = { quietP95: null, noisyP95: null, ratio: null, low: null, high: null };

export const multitenantAnalysis: ScenarioAnalysis<MultitenantDetails, TenantSettings, MultitenantCriterion> =
  {
    analyse: (context) => {
      const words = MULTITENANT_WORDS[context.language];
      const recorded = tenantRecord(context);
      const clean = recorded === null ? null : undisturbed(context, recorded);
      const record = clean?.record ?? null;
      const interference = clean?.interference ?? null;
      const isolation = isolationOf(context, words);
      const neighbour = record === null ? null : neighbourOf(context, record, words);
      const scaling = record === null ? null : scalingOf(context, record, words);
      const findings: Findings = { record, isolation, neighbour, scaling };
      const details: MultitenantDetails = {
        kind: 'multitenant',
        tenants: record?.workspaces.length ?? 0,
        responsesChecked: isolation.responsesChecked,
        foreignData: isolation.foreignData,
        leaks: [...leaksOf(context)],
        crossTenantReads: { attempted: isolation.attempted, leaked: isolation.leaked },
        scaling: scaling?.figures ?? NO_FIGURES,
        neighbour: neighbour?.figures ?? NO_RATIO,
        fairness: neighbour?.fairness ?? { jain: null, minShare: null },
        perTenant: [...(neighbour?.perTenant ?? [])],
      };
      const observed: Partial<Record<MultitenantCriterion, Observation>> = {
        'foreign-data': isolation.foreign,
        'cross-tenant-reads': isolation.reads,
        ...(neighbour === null
          ? {}
          : {
              'neighbour-ratio': neighbour.observed.ratio,
              'fairness-min-share': neighbour.observed.minShare,
              'fairness-jain': neighbour.observed.jain,
            }),
        ...(scaling === null ? {} : { 'tenant-scaling': scaling.observation }),
      };
      return {
        details,
        observed,
        // All parts are measured; there is no ramp.
        figuresOf: 'run',
        answer: (run) => multitenantAnswer(context, run, findings, words),
        graveAnswer: () => leakAnswer(context, findings, words),
        notEstablished: multitenantNotEstablished(context, findings, words),
        ...(interference === null ? {} : { validity: { 'no-interference': interference } }),
      };
    },
  };
