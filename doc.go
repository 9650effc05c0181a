// Package kept is the root of the module; its own tests are the rules that hold
// for all of it: who may import whom (arch_test.go) and the size of things
// (tidy_test.go). The program is cmd/kept.
package kept
