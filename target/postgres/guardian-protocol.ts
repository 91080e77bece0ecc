/** What the guardian is told to look after. */
export interface GuardianConfig {
  /** Made at the beginning, and removed at the end with all that is in it. */
  readonly runDir: string;
  readonly projectRoot: string;
  readonly database:
    | { readonly kind: 'embedded'; readonly port: number; readonly password: string }
    | { readonly kind: 'external'; readonly adminUrl: string; readonly name: string };
}

export type ToGuardian =
  | { readonly type: 'begin'; readonly config: GuardianConfig }
  | { readonly type: 'end' };

export type FromGuardian =
  | { readonly type: 'folder-made' }
  | { readonly type: 'ready'; readonly postgresPid: number | undefined }
  | { readonly type: 'failed'; readonly message: string };
