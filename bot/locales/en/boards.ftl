response-not-found = There is no such response: it may have been deleted. All responses: /responses
response-processed = This response has been dealt with: { $who }, { $at }. The others wait in /responses
response-postponed = This response has been put off: { $who }, { $at }. It waits in /responses
response-fetching = The response is still being loaded from the site. Its card will come by itself in a minute.
response-gone = The site no longer has this response: the candidate took it back or hid the résumé. There is nothing to decide here.
response-withdrawn = The candidate took this response back ({ $at }). There is nothing to decide here.
response-needs-vacancy = We do not know which vacancy this response is for. Choose one and the candidate goes into the base.
