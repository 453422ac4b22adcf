package org.postmeister.common.web;

/**
 * @param patience milliseconds for which the peer may be slower than the minimum rate
 * @param leastRate octets per second
 * @param longestRequest milliseconds to wait for one request altogether
 */
record RequestRateLimit(long patience, long leastRate, long longestRequest) {}
