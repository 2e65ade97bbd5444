/** How Microsoft's services say that they limit the number of requests, whatever the status. */
export const OF_LIMIT =
  /throttl|too[ _]?many[ _]?(\w+ )?requests|(request|rate|activity|quota|concurrency)[ _]?limit|limit of requests|quota (is |was |has been )?exceeded|requests per (second|minute|hour)/i;
