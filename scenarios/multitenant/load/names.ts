/** Value of the tag `tenant`: names of workspaces may hold what a tag cannot. */
export const tenantTag = (index: number): string => `t${index}`;

/** Value of the tag `level`: how many tenants share the load. */
export const levelTag = (tenants: number): string => `n${tenants}`;
