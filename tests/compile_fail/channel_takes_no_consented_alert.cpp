// expect: cannot convert 'const prevenance::ConsentedAlert' to 'const prevenance::SealedAlert&'
#include "integrations/channels/channel.h"

void leak(prevenance::integrations::Channel& channel, const prevenance::ConsentedAlert& alert) {
    (void)channel.send(alert);
}
