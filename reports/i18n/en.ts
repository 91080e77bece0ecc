import { en as shared } from '../../lib/i18n/en.ts';
import { charts } from './charts.en.ts';
import { compare } from './compare.en.ts';
import { report } from './core.en.ts';
import { evidence } from './evidence.en.ts';
import { history } from './history.en.ts';
import { overview } from './overview.en.ts';
import { plan } from './plan.en.ts';
import { tables } from './tables.en.ts';

export const en = {
  report,
  tables,
  charts,
  compare,
  history,
  evidence,
  overview,
  plan,
  verdict: shared.verdict,
  validity: shared.validity,
};

/** Every word that the reports, the comparison and the history say. One that Spanish lacks does not compile. */
export type ReportMessages = typeof en;
