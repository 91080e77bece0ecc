import { es as shared } from '../../lib/i18n/es.ts';
import { charts } from './charts.es.ts';
import { compare } from './compare.es.ts';
import { report } from './core.es.ts';
import type { ReportMessages } from './en.ts';
import { evidence } from './evidence.es.ts';
import { history } from './history.es.ts';
import { overview } from './overview.es.ts';
import { plan } from './plan.es.ts';
import { tables } from './tables.es.ts';

export const es: ReportMessages = {
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
