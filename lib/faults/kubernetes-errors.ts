/** What xk6-disruptor's errors mean for whoever has to mend it. Pure. */

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).trim();

/** A pod that got no request during an HTTP fault fails the whole call, though the fault was there. */
export function hadNoTraffic(error: unknown): boolean {
  return /did not receive any request/i.test(textOf(error));
}

/** Why an agent cannot be put into the pods, with what to do about it; what is not known as it was said. */
export function agentProblem(error: unknown, namespace: string): string {
  const said = textOf(error);
  if (/violates PodSecurity|PodSecurity/i.test(said)) {
    return (
      'the Pod Security of the namespace refuses the agent, which needs NET_ADMIN: ' +
      `kubectl label namespace ${namespace} pod-security.kubernetes.io/enforce=privileged for the test`
    );
  }
  if (/forbidden/i.test(said)) {
    return `the role is not allowed what the agent takes (deploy/kubernetes/rbac.yaml): ${said}`;
  }
  if (/ErrImage|ImagePull|pull(?:ing)? (?:the )?image/i.test(said)) {
    return `the nodes cannot pull the agent's image: ${said}`;
  }
  if (/timed? ?out|deadline exceeded|not running/i.test(said)) {
    return `the agent did not start in time (is its image on the nodes, has an earlier one ended in these pods?): ${said}`;
  }
  return said;
}
