package org.postmeister.tenantlist;

import java.util.SequencedMap;

/**
 * A tenant as described in a file.
 *
 * @param number of the row as spreadsheets show it, or of the entry in a YAML file; counted from 1
 * @param values by names as in the HTTP API, dotted where nested; blank values count as not given
 */
record ImportLine(int number, SequencedMap<String, String> values) {}
