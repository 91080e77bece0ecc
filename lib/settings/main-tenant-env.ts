/** Variables that name the tenant of a single-tenant run: all that a virtual user reads of the environment itself. */
export const MAIN_TENANT_ENV = {
  token: 'WM_TOKEN',
  workspace: 'WM_WORKSPACE',
  tenants: 'WM_TENANTS',
} as const;

/** Whether WM_TENANTS names a file instead of holding the tenants itself. */
export function isTenantsFile(value: string): boolean {
  return value !== '' && value[0] !== '[' && value[0] !== '{';
}
