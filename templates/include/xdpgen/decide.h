/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A decision is one number: the slot of the rule above its action. The first rule that matches decides; of several ways to
 * decide, each of which knows some of the rules, it is the least number that any of them comes to.
 *
 * Many rules that are compared are several functions, tried one after the other. They are not static. Such a function the
 * verifier looks at once, by itself, as one that may be called with any packet: what it has to walk is a sum over the parts,
 * and how they can follow each other does not matter. That is also why a part asks for `p` not to be NULL, which it never is.
 */
#ifndef XDPGEN_DECIDE_H
#define XDPGEN_DECIDE_H

#define DECIDED(slot, action) ((__u32)(slot) << 3 | (action))
#define SLOT_OF(decided) ((decided) >> 3)
#define ACTION_OF(decided) ((decided) & 7)

/* None of the rules matches. No slot is that high. */
#define UNDECIDED 0xffffffff

#endif
