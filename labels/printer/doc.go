// Package printer hands bytes to a device and tells what became of them. It renders nothing, keeps no queue and repeats
// nothing by itself; db keeps the queue, and asks again only where nothing was sent.
//
//	Open(address) ──► Printer ──Print(job)──► not_sent   nothing left this machine: it may be tried again
//	                     │                    refused    the device said no; it will not print it
//	                     │                    sent       handed over whole; the device does not say more
//	                     │                    printed    the device says that it is on paper
//	                     │                    unknown    the line was lost half way: only a person, or Find, can tell
//	                     ├──Find(job)────────► the same words, for a job whose fate is unknown
//	                     └──Status───────────► ready, or what is wrong in words for whoever stands beside it
//
// # The ways to a device
//
//	tcp://10.0.0.7:9100     raw bytes; a printer that speaks ZPL is asked by ~HS before and after
//	ipp://10.0.0.8/ipp/print  Internet Printing Protocol (RFC 8010, RFC 8011); ipps:// with TLS
//	folder:/var/spool/labels  a file a job, for whoever watches the folder
//	device:/dev/usb/lp0       a printer at this machine's own port, as the agent on a packing PC uses it
//
// # Why
//
// A label on paper twice goes on two boxes, a label on no paper keeps one from leaving. So the four ends are told apart
// strictly: not_sent is said only if not one byte of the job was accepted for sending. Everything after that which is not
// told by the device itself is unknown, never "failed, try again".
//
// A raw port tells nothing by itself. ~HS, the host status of ZPL, says on the same connection whether there is paper,
// whether the head is closed, how many formats are still in the buffer and how many labels of the batch are left; when
// both are none after our bytes, they have been printed. A printer that does not answer it is believed to be mute, and
// its jobs end as sent.
//
// IPP knows jobs by name. The name is our job's id, so after a lost answer the device is asked whether it has such a job.
// What it has is known again. What it has not stays unknown: many devices forget a job once it is printed.
//
// An address is typed by an administrator, and the bytes go where it leads. So that it leads to no database or metadata
// service, only ports that printers use are called, and no address of this machine or its link, unless the
// configuration allows it (Options.Local). The check is made on the address that is called, after names are resolved.
package printer
