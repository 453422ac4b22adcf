package org.postmeister.tenantlist;

import java.util.SequencedMap;

/**
 * A tenant as a file describes it.
 *
 * @param number of the line, or of the entry in a YAML file, counted from 1
 * @param values what is given, by names as the HTTP API has them, dotted where nested; blank is not
 *     given
 */
record ImportLine(int number, SequencedMap<String, String> values) {}
