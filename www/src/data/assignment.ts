import type { Condition } from './definitions';

export const BYS = ['sticky', 'round_robin', 'least_load'] as const;

/** Somebody who can own customers. */
export interface AgentDef {
  id: string;
  name: string;
  attributes?: Record<string, string[]>;
  capacity?: number | null;
  away?: boolean;
}

/** Who is taken for which customers. */
export interface PolicyDef {
  id: string;
  by: (typeof BYS)[number];
  when?: Condition | null;
  /** The attribute that must have the value of a field, by field. */
  match?: Record<string, string>;
}

/** Who of us looks after which customer. */
export interface AssignmentDef {
  field: string;
  agents: AgentDef[];
  policies: PolicyDef[];
}
