/** Who is calling. Rights end at the workspace unless `superAdmin`. */
export interface Identity {
  readonly email: string;
  readonly username: string;
  /** What its jobs carry as `created_by`: the label of its token, or its name. */
  readonly signature: string;
  /** Folders of the workspace that it may read, each with whether it may write there as well. */
  readonly folders: ReadonlyMap<string, boolean>;
  readonly superAdmin: boolean;
  /** Administrator of the workspace in question. */
  readonly admin: boolean;
  readonly operator: boolean;
  /** What a restricted token may do, or undefined for an unrestricted one. */
  readonly scopes: readonly string[] | undefined;
  readonly readOnly: boolean;
  /** The job that this token was made for, if any. */
  readonly jobId: string | undefined;
  /** Epoch milliseconds at which the token expires, or undefined. */
  readonly expiresAt: number | undefined;
  /** The one workspace that the token is confined to, if any. */
  readonly boundWorkspace: string | undefined;
}
