package embedded

import "syscall"

// dieWithParent makes the kernel signal the child when the thread that started it ends. The caller stays locked to that
// thread for as long as the child lives.
func dieWithParent(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGINT }
