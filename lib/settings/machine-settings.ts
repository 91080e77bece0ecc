/** Addresses and files of this installation, and where the output goes: nothing that two runs would differ by. */
import { baseUrl } from './hosts.ts';
import * as parse from './parsers.ts';
import { optional, setting } from './setting.ts';

export const MACHINE_SETTINGS = {
  toxiproxyUrl: setting('TOXIPROXY_URL', 'API of Toxiproxy', baseUrl, optional<string>(), {
    local: true,
    address: true,
  }),
  metricsUrl: setting('METRICS_URL', 'Prometheus metrics of the target', baseUrl, optional<string>(), {
    local: true,
    address: true,
  }),
  logFiles: setting('LOG_FILES', 'server logs to search for secrets, comma-separated', parse.list, [], {
    local: true,
  }),
  allowedHosts: setting(
    'PERF_ALLOWED_HOSTS',
    'hosts (host or host:port, comma-separated) that may be loaded besides loopback',
    parse.list,
    [],
    { local: true },
  ),
  resultsDir: setting('RESULTS_DIR', 'folder of the results', parse.text, 'reports/results', { local: true }),
  reportLang: setting('REPORT_LANG', 'language of the reports', parse.oneOf(['en', 'es']), 'en', {
    local: true,
  }),
} as const;
