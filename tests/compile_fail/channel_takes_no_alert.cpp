// expect: cannot convert 'const prevenance::Alert' to 'const prevenance::SealedAlert&'
#include "integrations/channels/channel.h"

void leak(prevenance::integrations::Channel& channel, const prevenance::Alert& alert) {
    (void)channel.send(alert);
}
