/** Attacks on the packaged jar, from outside: what was once possible, and what never was. */
package org.postmeister.attack;
