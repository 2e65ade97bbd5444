/**
 * The clouds of Microsoft 365; each has its own hosts, and no token is good in another one.
 * https://learn.microsoft.com/graph/deployments
 */
export interface Cloud {
  /** Scheme and host of the login service. */
  loginUrl: string;
  /** Another name of the same service, to which it sends the sign-in on. */
  loginAlias?: string;
  /** Scheme and host of Microsoft Graph. */
  graphUrl: string;
}

export const CLOUDS = {
  global: {
    loginUrl: 'https://login.microsoftonline.com',
    graphUrl: 'https://graph.microsoft.com',
  },
  us_gov_l4: {
    loginUrl: 'https://login.microsoftonline.us',
    graphUrl: 'https://graph.microsoft.us',
  },
  us_gov_l5: {
    loginUrl: 'https://login.microsoftonline.us',
    graphUrl: 'https://dod-graph.microsoft.us',
  },
  china: {
    loginUrl: 'https://login.chinacloudapi.cn',
    loginAlias: 'https://login.partner.microsoftonline.cn',
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
  },
} as const satisfies Record<string, Cloud>;

export type CloudName = keyof typeof CLOUDS;
