// expect: cannot convert 'const prevenance::Alert' to 'const prevenance::SealedAlert&'
#include "integrations/channels/alert_channel.h"

void leak(prevenance::integrations::AlertChannel& channel, const prevenance::Alert& alert) {
    (void)channel.send(alert);
}
