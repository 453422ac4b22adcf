package org.postmeister.common.web;

/**
 * @param patience milliseconds for which the other side may be slower than the least rate
 * @param leastRate octets per second
 * @param longestRequest milliseconds that we wait for one request altogether
 */
record RateLimits(long patience, long leastRate, long longestRequest) {}
